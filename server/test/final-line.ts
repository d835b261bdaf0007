import { rmSync, writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/**
 * Ends the report of a run with `N passed, N failed` (and `, N skipped`). A file that could not be loaded and an error
 * outside every test count as one failure each. With TEST_LINE_FILE set the line goes there, for bin/test to print last.
 */
export default class FinalLine implements Reporter {
  onInit(): void {
    if (process.env.TEST_LINE_FILE) rmSync(process.env.TEST_LINE_FILE, { force: true })
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') count.passed++
        else if (state === 'failed') failedHere++
        else count.skipped++
      }
      count.failed += failedHere
      if (failedHere === 0 && module.state() === 'failed') count.failed++
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    const line = `${count.passed} passed, ${count.failed} failed${skipped}`
    if (process.env.TEST_LINE_FILE) writeFileSync(process.env.TEST_LINE_FILE, `${line}\n`)
    else console.log(line)
  }
}
