import { isStatus } from "kubex";

/** What a body holds, in a few words. */
export function summary(body: string): string {
	if (body === "") return "nothing";
	const value: unknown = JSON.parse(body);
	if (isStatus(value)) return value.status === "Failure" ? `${value.reason}: ${value.message}` : `Status ${value.status}`;
	if (!isRecord(value) || value["kind"] === undefined) return abridged(body, 80);
	const metadata = isRecord(value["metadata"]) ? value["metadata"] : {};
	if (Array.isArray(value["items"])) {
		const token = typeof metadata["continue"] === "string" ? `, continue: ${abridged(metadata["continue"], 16)}` : "";
		const { length } = value["items"];
		return `${value["kind"]} of ${length} item${length === 1 ? "" : "s"}${token}`;
	}
	const revision = metadata["resourceVersion"];
	return `${value["kind"]} ${metadata["name"]}${revision === undefined ? "" : `, resourceVersion: ${revision}`}`;
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}
