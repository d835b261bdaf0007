/**
 * A provider's answers, for the suite that every transport passes: `transports/<provider>/contract-side.ts` exports
 * one.
 */
export interface ContractSide {
  /** @param url the provider's address in the test */
  credentials(url: string): Record<string, string>
  /** How the provider accepts and refuses a message. The id in the first answer has `provider-1` in it. */
  accepted: { status: number; body: object }
  refused: { status: number; body: object }
  /** When a send is cancelled, in milliseconds: after 10 seconds, unless the provider needs longer to refuse. */
  sendMs: number
  /** The provider's answer to a question before the message is sent; undefined for the sending itself. */
  asked?(path: string): object | undefined
}
