/** Values put into a refusal's sentence. */
export type RefusalValues = Record<string, string | number>

/**
 * A failure that the person can do something about. `code` names a sentence in messages under `refusals`;
 * `field`, where given, is the form field it belongs to. Everything else that is thrown is a bug.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly values: RefusalValues = {},
    readonly field?: string,
  ) {
    super(code)
    this.name = 'Refusal'
  }
}
