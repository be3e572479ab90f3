/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  // npm test checks types in a step of its own; a secretariat's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Native and CommonJS packages that must stay outside the bundle.
  serverExternalPackages: ['postgres', 'nodemailer', 'sharp', 'next-auth', '@myriaddreamin/typst-ts-node-compiler'],
  // Read by their paths when something is printed, which tracing for a standalone build does not see.
  outputFileTracingIncludes: {
    '/api/**/*': [
      './features/**/*.typ',
      './features/files/pdf/typeset.mjs',
      './node_modules/@myriaddreamin/typst-ts-node-compiler*/**',
      './node_modules/@expo-google-fonts/{onest,source-serif-4}/{package.json,**/*.ttf}',
    ],
  },
  // Uploads are capped by the proxy, which answers with a sentence; this is the wall behind it.
  experimental: { serverActions: { bodySizeLimit: '9mb' }, globalNotFound: true },
}
