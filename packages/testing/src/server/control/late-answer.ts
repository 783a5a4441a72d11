import type { Clock, ClockTimer } from "../../clock.ts";
import type { Connection, ServerResponse } from "../exchange.ts";

/** What a timer of the machine can wait at most; it would fire at once for more. */
const longestTimer = 2 ** 31 - 1;

/** An answer that is held back. */
export class LateAnswer {
	/** The answer when its time has come, or nothing when the connection was reset in the meantime. */
	readonly given: Promise<ServerResponse | undefined>;
	readonly #answer: ServerResponse | undefined;
	readonly #connection: Connection;
	readonly #timer: ClockTimer | undefined;
	#give: ((answer: ServerResponse | undefined) => void) | undefined;

	/** @param answer `undefined` when there is none, as the connection is gone. */
	constructor(answer: ServerResponse | undefined, milliseconds: number, clock: Clock, connection: Connection) {
		this.#answer = answer;
		this.#connection = connection;
		this.#timer = milliseconds > longestTimer ? undefined : clock.after(milliseconds, () => this.release());
		this.given = new Promise((resolve) => {
			this.#give = resolve;
		});
	}

	/** Gives up the connection, or the waiting. */
	cut(how: "reset" | "close"): void {
		if (how === "close") {
			this.release();
			return;
		}
		this.#timer?.cancel();
		void this.#answer?.chunks?.return?.();
		this.#connection.reset();
		this.#give?.(undefined);
	}

	/** Gives it now. */
	release(): void {
		this.#timer?.cancel();
		this.#give?.(this.#answer);
	}
}
