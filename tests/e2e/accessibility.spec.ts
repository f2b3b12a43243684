// Every page in every state, as somebody needs it who does not see, move or read as most do: axe in each look, and what no
// look shows (tests/support/e2e/view-test.ts).
import { testViews } from '../support/e2e/view-test.ts'

testViews('en', 'in light, dark and forced colours, narrow, wide, zoomed, on paper and by keyboard')
