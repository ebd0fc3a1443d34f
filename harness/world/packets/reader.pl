# Packets of this network namespace as a pcap stream on stdout: `perl reader.pl syns`, or `perl reader.pl all`.
#
# Node has no packet sockets, and tcpdump insists on becoming another user, which a namespace with one user refuses.
# Perl is on every Debian machine, and needs no module for this. It says "ready" on stderr, ends when stdin does, after
# everything that was sent by then, and says last how many packets the kernel lost.
use strict;
use warnings;

my ($AF_PACKET, $SOCK_DGRAM, $EVERY_PROTOCOL) = (17, 2, unpack('S', pack('n', 3)));
my ($SOL_SOCKET, $SO_ATTACH_FILTER, $SO_RCVBUF) = (1, 26, 8);
my ($SOL_PACKET, $STATISTICS, $FANOUT, $ROLLOVER) = (263, 6, 18, 3);
my ($MSG_DONTWAIT, $SIOCGSTAMP) = (0x40, 0x8906);
my ($RAW_IP, $LONGEST) = (101, 262144);
my $BUFFER = 64 << 20;

# Everybody who sends is in this namespace, so the sender's copy of a packet (type 4) is enough, and the earliest.
my @SENT = ([48, 0, 0, 0xfffff004]);
my @ALL = ([21, 0, 1, 4], [6, 0, 0, $LONGEST], [6, 0, 0, 0]);
# tcpdump -ddd -y RAW '(tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn) or (ip6[6] = 6 and ip6[53] & 18 = 2)
#                      or (ip and udp dst port 9)': the last are the marks.
my @SYNS = map { [split] } split /,/, '21 0 26 4,
48 0 0 0,    84 0 0 240,  21 0 14 64,  48 0 0 9,    21 0 6 6,    40 0 0 6,   69 19 0 8191,  177 0 0 0,  80 0 0 13,
84 0 0 18,   21 14 15 2,  21 0 14 17,  40 0 0 6,    69 12 0 8191, 177 0 0 0, 72 0 0 2,      21 8 9 9,   48 0 0 0,
84 0 0 240,  21 0 6 96,   48 0 0 6,    21 0 4 6,    48 0 0 53,   84 0 0 18,  21 0 1 2,      6 0 0 262144, 6 0 0 0';

my $what = shift // '';
die "syns or all?\n" unless $what eq 'syns' or $what eq 'all';
# The system's buffer holds some 270 packets. Where one socket is full, the next of the group takes them.
my @sockets = map { listening() } 1 .. ($what eq 'all' ? 64 : 1);

sub listening {
    # Protocol 0 hears nothing yet: what comes before the filter is there would slip by it.
    socket(my $socket, $AF_PACKET, $SOCK_DGRAM, 0) or die "packet socket: $!\n";
    my @lines = map { pack 'SCCL', @$_ } @SENT, $what eq 'all' ? @ALL : @SYNS;
    my $program = join '', @lines;
    setsockopt($socket, $SOL_SOCKET, $SO_ATTACH_FILTER, pack('S x![P] P', scalar @lines, $program))
        or die "packet filter: $!\n";
    setsockopt($socket, $SOL_SOCKET, $SO_RCVBUF, pack('l', $BUFFER));
    # Asked for once, so that the kernel notes the time of each packet; there is none yet to tell the time of.
    my $none = "\0" x 32;
    ioctl($socket, $SIOCGSTAMP, $none);
    bind($socket, pack('S S l x12', $AF_PACKET, $EVERY_PROTOCOL, 0)) or die "packet socket: $!\n";
    if ($what eq 'all') {
        setsockopt($socket, $SOL_PACKET, $FANOUT, pack('S S', $$ & 0xffff, $ROLLOVER)) or die "packet group: $!\n";
    }
    return $socket;
}

my $waiting = pack 'LSSlLLL', 0xa1b2c3d4, 2, 4, 0, 0, $LONGEST, $RAW_IP;
my $lost = 0;
tell_all();
syswrite STDERR, "ready\n";

my $going = 1;
while ($going) {
    my $ready = '';
    vec($ready, fileno $_, 1) = 1 for \*STDIN, @sockets;
    next if select($ready, undef, undef, undef) < 0;
    $going = 0 if vec($ready, 0, 1) and not sysread STDIN, my $ignored, 4096;
    take_all($_) for @sockets;
    tell_all();
    # An attempt that was missed could be held against somebody.
    die "the kernel lost $lost packets\n" if $lost > 0 and $what eq 'syns';
}
print STDERR "lost $lost\n";

sub take_all {
    my $socket = shift;
    while (defined recv $socket, my $packet, $LONGEST, $MSG_DONTWAIT) {
        my $time = "\0" x 32;
        ioctl($socket, $SIOCGSTAMP, $time) or die "time of a packet: $!\n";
        my ($seconds, $micros) = unpack 'l!l!', $time;
        $waiting .= pack('LLLL', $seconds, $micros, length $packet, length $packet) . $packet;
        tell_all() if length $waiting > 1 << 20;
    }
    $lost += unpack 'x4 L', getsockopt($socket, $SOL_PACKET, $STATISTICS);
}

sub tell_all {
    while (length $waiting) {
        my $written = syswrite(STDOUT, $waiting) // die "writing packets: $!\n";
        substr($waiting, 0, $written) = '';
    }
}
