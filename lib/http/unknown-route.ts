import 'server-only'
import { AppError } from '@/lib/errors'
import { withProblems } from './route-handler'

const notFound = withProblems(async () => {
  throw new AppError('not_found')
})

/** For addresses of an API that do not exist: a problem document, not an HTML page. */
export const unknownRoute = {
  GET: notFound,
  HEAD: notFound,
  POST: notFound,
  PUT: notFound,
  PATCH: notFound,
  DELETE: notFound,
  OPTIONS: notFound,
}
