import type { Client } from "kubex";
import type { Clock } from "kubex/runtime";

/** A server that is made to misbehave, and the two ways to it. */
export interface World extends AsyncDisposable {
	/** Suffers the faults. */
	readonly client: Client;
	/** Does not. */
	readonly writer: Client;
	/** Where the objects are; nobody else writes there. */
	readonly namespace: string;
	/** Whether nobody else writes to the server at all, be it elsewhere. */
	readonly isAlone: boolean;
	/** What watchers take their time from. */
	readonly clock: Clock;
	/** Milliseconds after the last fault within which everything must agree again. */
	readonly patience: number;
	/** Lets time pass, and everything happen that is due. */
	advance(milliseconds: number): Promise<void>;
	/**
	 * Has something go wrong, now or at the next request.
	 *
	 * @param orderly - Whether events stay in order: out of order, they show states that there never were, for a moment.
	 * @returns what, in words.
	 */
	injure(random: () => number, orderly: boolean): Promise<string>;
	/** Nothing goes wrong from now on; what is broken stays so until somebody notices. */
	heal(): Promise<void>;
	/** Has the server forget all states but the newest. */
	forget(): Promise<void>;
	/** Has `write` done, and then the server restored to the state before it, from a backup. */
	rewind(write: () => Promise<void>): Promise<void>;
}
