import { nextConfig } from '../next.config.mjs'

export default nextConfig
