/**
 * Two shells of ours around a program: the outer one stays in the sandbox, tells how it ended, and ends it; the inner one is
 * process 1 of the namespaces, makes what the program sees, and reaps. As process 1 the program itself would have
 * to handle SIGTERM to end by it. Neither keeps the program's pipes open, so that what it closes is closed.
 *
 * SIGTERM comes to the whole group, and means the program; SIGUSR1 comes to the outer shell, which kills all of it and is
 * gone only once the kernel has ended everything in the namespaces.
 *
 * `$1`: `mount -a` does the rest with this table; `-`: nothing is hidden. `$2` the stage, `$3` its size, `$4` where to run, `$5`
 * how many processes there may be, `$6` how many blocks of 512 octets in a file.
 * The rest is the program. Descriptor 3 is for complaints: what is said there, with exit code 125, is why it did not start.
 */
export const FIRST_PROCESS = `
table=$1 stage=$2 size=$3 place=$4 processes=$5 blocks=$6
shift 6
inside=
signalled=
trap 'signalled=1' TERM HUP INT QUIT
trap 'signalled=1; kill -9 "$inside"' USR1
exec 4<&0
(
  trap - TERM HUP INT QUIT USR1
  prepare() {
    if [ "$table" = - ]; then
      mount -n -t proc signpost /proc
      return
    fi
    # 64: some could not be, such as a FUSE of somebody else's, which is as closed to the program as to us.
    mount -n -a -o remount,bind,ro || [ "$?" = 64 ] || return
    mount -n -t tmpfs -o "size=$size,nr_inodes=200k,mode=755" signpost "$stage" || return
    . "$table.sh" || return
    exec 5<"$table.sockets" || return
    mount -n -a -T "$table" || return
    # Our own files are hidden by now. Some of these may be gone.
    [ ! -s /proc/self/fd/5 ] || mount -n -a -T /proc/self/fd/5 2>/dev/null
    exec 5<&-
  }
  prepare 4<&- >&3 2>&3 || exit 125
  cd -- "$place" 2>/dev/null || cd /
  # Limits that are lower already stay. What bash calls -u, dash calls -p.
  { ulimit -u "$processes" || ulimit -p "$processes"; ulimit -f "$blocks"; ulimit -c 0; } 2>/dev/null
  "$@" <&4 4<&- 3>&- &
  exec </dev/null >/dev/null 2>&1 3>&- 4<&-
  wait "$!"
  exit "$?"
) <&4 &
inside=$!
exec </dev/null >/dev/null 2>&1 3>&- 4<&-
while :; do
  signalled=
  wait "$inside"
  code=$?
  [ "$signalled" ] && kill -0 "$inside" 2>/dev/null || exit "$code"
done
`;
