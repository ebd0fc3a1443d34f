#!/bin/sh
# Started anew for every question; exit codes: 0 reached, 3 not asked, 7 failed, 70 broken.
case $1 in
failed.test) echo 'no such server' >&2; exit 7 ;;
skip.test) echo 'not made for this' >&2; exit 3 ;;
error.test) echo 'the shim broke' >&2; exit 70 ;;
silent.test) exec sleep 1000 ;;
# Two runs know of each other only by a file.
held.test) until [ -e "$ZOO_FOLDER/released" ]; do sleep 0.05; done ;;
release.test) : >"$ZOO_FOLDER/released" ;;
killed.test) kill -9 $$ ;;
parent.test) sleep 1000 & echo "$!" ;;
flood.test) yes 'a line of many' | head -c 20000000 >&2 ;;
colourful.test) printf '\033[31mred\033[0m \033]0;title\007\n' >&2; exit 7 ;;
words.test) shift; echo "$@" >&2; exit 7 ;;
esac
