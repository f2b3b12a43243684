// Preloaded into every process the launcher starts: if the launcher is killed outright, the channel to it closes, and
// what it started ends too instead of keeping the ports.
if (process.env.GATEHOUSE_LAUNCHER === String(process.ppid)) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), 5_000).unref()
    // Not SIGTERM, on which the site drains first.
    process.kill(process.pid, 'SIGINT')
  })
  // Listening must not keep a process alive that has nothing else to do.
  process.channel?.unref()
}
