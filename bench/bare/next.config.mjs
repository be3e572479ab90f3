// The bare app is measured with the same settings as the product.
export { default } from '../../next.config.mjs'
