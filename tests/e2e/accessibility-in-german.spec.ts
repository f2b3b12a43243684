// Longer words break lines, and another language must be announced as such.
import { testViews } from '../support/e2e/view-test.ts'

testViews('de', 'in German, narrow and wide')
