console.error('no such option: report_stats');
process.exit(3);
