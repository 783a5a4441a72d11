import type { Clock } from "../clock.ts";
import type { WatchDiagnostic, WatchPhase, WatchRestart, WatchStatus } from "./watch-status.ts";

/** Keeps what a watcher's status shows, and tells of it as it happens. */
export class WatchRecord {
	phase: WatchPhase = "idle";
	readonly #clock: Clock;
	readonly #tell: (diagnostic: WatchDiagnostic) => void;
	#synced = false;
	#restarts = 0;
	#lastRestart: WatchRestart | undefined;
	#lastActivity: number | undefined;

	constructor(clock: Clock, tell: ((diagnostic: WatchDiagnostic) => void) | undefined) {
		this.#clock = clock;
		this.#tell = tell ?? (() => {});
	}

	/** Something came from the server. */
	hear(): void {
		this.#lastActivity = this.#clock.now();
	}

	sync(resourceVersion: string): void {
		this.#synced = true;
		this.#tell({ type: "synced", resourceVersion });
	}

	restart(restart: Omit<WatchRestart, "at">): void {
		const full = { ...restart, at: this.#clock.now() };
		this.#restarts += 1;
		this.#lastRestart = full;
		this.#tell({ type: "restart", ...full });
	}

	skip(found: { readonly apiVersion: string; readonly kind: string }): void {
		this.#tell({ type: "skipped", ...found });
	}

	status(resourceVersion: string): WatchStatus {
		return {
			phase: this.phase,
			synced: this.#synced,
			resourceVersion,
			restarts: this.#restarts,
			lastRestart: this.#lastRestart,
			lastActivity: this.#lastActivity,
		};
	}
}
