/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  // npm test checks types in a step of its own; a secretariat's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Native and CommonJS packages that must stay outside the bundle.
  serverExternalPackages: ['postgres', 'nodemailer', 'sharp', 'next-auth'],
  // Uploads are capped by the proxy, which answers with a sentence; this is the wall behind it.
  experimental: { serverActions: { bodySizeLimit: '9mb' }, globalNotFound: true },
}
