import type { ObjectMeta } from "kubex/meta";
import { qualifiedNameErrors } from "../selectors/label-syntax.ts";
import { goQuote } from "../status/go-quote.ts";

const standard: ReadonlySet<string> = new Set(["foregroundDeletion", "kubernetes", "orphan"]);

/** What there is to remark on finalizers that were not there before; built-in kinds refuse them. */
export function finalizerWarnings(next: Readonly<ObjectMeta>, current: Readonly<ObjectMeta> | undefined): string[] {
	const before = new Set(current?.finalizers);
	const added = new Set((next.finalizers ?? []).filter((finalizer) => !before.has(finalizer)));
	return [...added].toSorted().flatMap((finalizer) => {
		const place = `metadata.finalizers: ${goQuote(finalizer)}`;
		const texts = qualifiedNameErrors(finalizer).map((text) => `${place}: ${text}`);
		if (finalizer.includes("/") || standard.has(finalizer)) return texts;
		const path = finalizer.includes(".") ? "including a path (/) " : "";
		return [
			...texts,
			`${place}: prefer a domain-qualified finalizer name ${path}to avoid accidental conflicts with other finalizer writers`,
		];
	});
}
