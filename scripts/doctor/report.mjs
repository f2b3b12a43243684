const signs = { good: '✓', notice: '!', fault: '✗' }

/**
 * @typedef {{ kind: 'good' | 'notice' | 'fault', subject: string, sentence: string, fix?: string }} Finding
 */

/** @returns {Finding} */
export const good = (subject, sentence) => ({ kind: 'good', subject, sentence })
/** Works, but somebody should know. @returns {Finding} */
export const notice = (subject, sentence, fix) => ({ kind: 'notice', subject, sentence, fix })
/** The site does not work until it is put right. @returns {Finding} */
export const fault = (subject, sentence, fix) => ({ kind: 'fault', subject, sentence, fix })

/** @param {readonly Finding[]} findings */
export function toReport(findings) {
  const width = Math.max(...findings.map(({ subject }) => subject.length))
  const lines = findings.flatMap(({ kind, subject, sentence, fix }) => [
    `${signs[kind]} ${subject.padEnd(width)}  ${sentence}`,
    ...(fix ? [`  ${' '.repeat(width)}  → ${fix}`] : []),
  ])
  const count = (kind) => findings.filter((finding) => finding.kind === kind).length
  const faults = count('fault')
  const conclusion = `${faults} to put right, ${count('notice')} to know, ${count('good')} in order.`
  return { text: `${lines.join('\n')}\n\n${conclusion}\n`, isHealthy: faults === 0 }
}
