import { z } from 'zod'

/** As the catalogue makes them. */
export const productSlug = z.string().regex(/^[a-z0-9-]{1,200}$/)
