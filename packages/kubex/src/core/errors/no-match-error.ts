import type { ResourceQuery } from "../discovery/resource-query.ts";
import { brand, KubexError } from "./kubex-error.ts";

/**
 * The server serves no kind of the name that was asked for, or several. The message says what there is of that name elsewhere, and of
 * which groups nothing is known because the servers behind them do not answer.
 */
export class NoMatchError extends KubexError {
	static {
		brand(this, "NoMatchError");
	}

	/** What was asked for. */
	readonly query: ResourceQuery;
	/** What may have been meant, such as `deployments.apps/v1`. */
	readonly candidates: readonly string[];

	constructor(message: string, { query, candidates }: { readonly query: ResourceQuery; readonly candidates: readonly string[] }) {
		super(message);
		this.query = query;
		this.candidates = candidates;
	}
}
