import { test } from "vitest";
import { divergences } from "./divergences.ts";
import { embedded } from "./target.ts";

/**
 * Declares a behaviour that every target must show.
 *
 * @param title - Begins with the ids that it covers; ends with `[needs:kubelet]` or the like where an API server alone cannot show it.
 * @param timeout - Milliseconds; that of all tests unless given.
 */
export function check(title: string, body: () => Promise<void>, timeout?: number): void {
	const divergent = embedded && divergences.some((divergence) => divergence.title === title);
	(divergent ? test.fails : test)(title, body, timeout);
}
