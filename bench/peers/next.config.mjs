// One for all peers: production settings, and the packages of bench/ as the root.
import path from 'node:path'

export const nextConfig = {
  poweredByHeader: false,
  turbopack: { root: path.join(import.meta.dirname, '..') },
}
