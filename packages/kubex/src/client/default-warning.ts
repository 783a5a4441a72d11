import type { ApiWarning } from "./api-warning.ts";

// A server that words each warning differently must not fill the memory.
const remembered = 1000;

/** Hands each text once to `process.emitWarning`, whose listeners and flags decide what becomes of it. */
export function emitOnce(): (warning: ApiWarning) => void {
	const seen = new Set<string>();
	return ({ text }) => {
		if (seen.has(text) || seen.size >= remembered) return;
		seen.add(text);
		process.emitWarning(text, "KubernetesWarning");
	};
}
