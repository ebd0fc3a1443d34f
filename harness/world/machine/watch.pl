# Wakes every 50 ms and tells on stdout how late: `late AT BY`, both in milliseconds, AT on the monotonic clock. A line on
# stdin is answered with `mark`, after all that was late by then. It ends when stdin does.
#
# Perl is on every Debian machine and takes a tenth of the memory of a Node. Time::HiRes is not in perl-base, and the
# number of the system call differs by processor.
use strict;
use warnings;
use Config;

my $EVERY = 50;
# Less is what timers are late by anyway.
my $LEAST = 1;
my $MONOTONIC = 1;
my $CLOCK_GETTIME = { x86_64 => 228, aarch64 => 113, riscv64 => 113 }->{ (split /-/, $Config{archname})[0] };
my $precise = eval { require Time::HiRes; 1 };
die "it has no clock: neither Time::HiRes nor a known system call on $Config{archname}\n"
    unless $precise or $CLOCK_GETTIME;

sub now {
    return 1000 * Time::HiRes::clock_gettime($MONOTONIC) if $precise;
    my $time = "\0" x 16;
    syscall($CLOCK_GETTIME, $MONOTONIC, $time) == 0 or die "clock: $!\n";
    my ($seconds, $nanos) = unpack 'q q', $time;
    return 1000 * $seconds + $nanos / 1e6;
}

$| = 1;
# A Ctrl-C is sent to everybody; whoever started this says when it is over.
$SIG{$_} = 'IGNORE' for qw(INT TERM HUP QUIT);
my $due = now() + $EVERY;
while (1) {
    my $left = $due - now();
    my $ready = '';
    vec($ready, 0, 1) = 1;
    my $asked = select($ready, undef, undef, $left > 0 ? $left / 1000 : 0);
    my $at = now();
    if ($at >= $due) {
        printf "late %.3f %.3f\n", $at, $at - $due if $at - $due >= $LEAST;
        $due = $at + $EVERY;
    }
    next if $asked <= 0;
    my $read = sysread STDIN, my $lines, 4096;
    exit 0 unless $read;
    print "mark\n" x ($lines =~ tr/\n//);
}
