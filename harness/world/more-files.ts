/** What helps where the limit of open files was reached. */
export const MORE_FILES = 'Raise it (ulimit -n 65536), or run fewer cases at once (--parallel 4).';
