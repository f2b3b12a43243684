// POST /products/{slug}/favourite: the heart of a product without JavaScript. Guarantees that only our own page changes a
// favourite, in the name of the user whom that page showed, and that the way back stays on this site. Every end that a
// person can come to is a page, at the very product.
import 'server-only'
import { requireApiUser } from '@/lib/auth/current-user'
import { seeOther } from '@/lib/auth/see-other'
import { isForShownUser } from '@/lib/auth/shown-user'
import { shownUserField } from '@/lib/browser/shown-user'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { formWithWayBackBytes, readForm } from '@/lib/http/form'
import { answerFormError } from '@/lib/http/form-error'
import { toSafePath } from '@/lib/http/safe-path'
import { requireTrustedCaller } from '@/lib/http/trusted-caller'
import { getProduct } from '@/lib/product/get-product'
import { productSlug } from '@/lib/product/product-slug'
import { setFavourite } from '@/lib/product/set-favourite'

async function change(request: Request, slug: string, form: URLSearchParams): Promise<void> {
  const user = await requireApiUser(request)
  if (!(await isForShownUser(request.headers, form.get(shownUserField), new Date()))) return
  const product = await getProduct(user.id, { slug })
  // Gone meanwhile: so the page says that is shown next.
  if (product) await setFavourite(user.id, product.id, form.get('favourite') === 'true')
}

/** @throws {AppError} untrusted_caller, unsupported_media_type, payload_too_large, invalid_request, not_found */
export async function answerFavouriteForm(
  request: Request,
  dangerousSlug: unknown,
): Promise<Response> {
  requireTrustedCaller(request.headers)
  const slug = requireSlug(dangerousSlug)
  const form = await readForm(request, formWithWayBackBytes)
  if (!form) throw new AppError('unsupported_media_type')
  if (!/^(?:true|false)$/.test(form.get('favourite') ?? ''))
    throw new AppError('invalid_request', { detail: 'Send favourite as true or false.' })
  const next = toSafePath(form.get('next') ?? paths.product(slug))
  try {
    await change(request, slug, form)
    return seeOther(`${next.split('#')[0]}#product-${slug}`)
  } catch (error) {
    if (error instanceof AppError && error.status === 401) return seeOther(paths.login(next))
    return answerFormError(error, request, { next, failure: 'favourite not saved' })
  }
}

/** @throws {AppError} not_found */
export function requireSlug(dangerousSlug: unknown): string {
  const slug = productSlug.safeParse(dangerousSlug)
  if (!slug.success) throw new AppError('not_found')
  return slug.data
}
