/** How a provider answers, for the suite that every transport passes: `transports/<provider>/contract-side.ts` exports one. */
export interface ContractSide {
  /** @param url where the provider is said to be */
  credentials(url: string): Record<string, string>
  /** How it says yes, and no, to a message. An id in the first has `provider-1` in it. */
  accepted: { status: number; body: object }
  refused: { status: number; body: object }
  /** After how long a send is cancelled, in milliseconds: 10 seconds, unless the provider needs longer to say no. */
  sendMs: number
  /** What it is asked before a message is sent, and says then; undefined for the sending itself. */
  asked?(path: string): object | undefined
}
