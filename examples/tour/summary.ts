import { isStatus } from "kubex";

/** The members of an answer that a summary speaks of. */
interface Answer {
	readonly kind: string;
	readonly metadata?: { readonly name?: string; readonly resourceVersion?: string; readonly continue?: string };
	readonly items?: readonly unknown[];
}

/** What a body holds, in a few words. */
export function summary(body: string): string {
	if (body === "") return "nothing";
	const value: unknown = JSON.parse(body);
	if (isStatus(value)) return value.status === "Failure" ? `${value.reason}: ${value.message}` : `Status ${value.status}`;
	if (!isAnswer(value)) return abridged(body, 80);
	const { name, resourceVersion, continue: token } = value.metadata ?? {};
	if (value.items !== undefined) {
		const { length } = value.items;
		const rest = token === undefined ? "" : `, continue: ${abridged(token, 16)}`;
		return `${value.kind} of ${length} item${length === 1 ? "" : "s"}${rest}`;
	}
	return `${value.kind} ${name}${resourceVersion === undefined ? "" : `, resourceVersion: ${resourceVersion}`}`;
}

/** A text that may be too long for its place. */
export function abridged(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, Math.max(0, length - 1))}…` : text;
}

/** Breaks lines at spaces so that none is longer than `width`, where its words allow it. */
export function wrapped(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const line of text.split("\n")) {
		let current = "";
		for (const word of line.split(/(?<= )/)) {
			if (current.trim() !== "" && current.length + word.trimEnd().length > width) {
				lines.push(current.trimEnd());
				current = "";
			}
			current += word;
		}
		lines.push(current.trimEnd());
	}
	return lines;
}

function isAnswer(value: unknown): value is Answer {
	return typeof value === "object" && value !== null && "kind" in value;
}
