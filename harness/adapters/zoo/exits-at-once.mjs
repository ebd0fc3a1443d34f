process.stderr.write('cannot find libresolver.so\n');
process.exitCode = 3;
