/** What differs each time, by what stands for it in a record. */
const changing: readonly (readonly [pattern: RegExp, word: string])[] = [
	[/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UID"],
	[/\/\S*\/(LIVE|MERGED)-\d+/g, "$1"],
	[/\b\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z| [+-]\d{4})/g, "TIME"],
	[/(resourceVersion[\\"]*: ?[\\"]*)\d+/g, "$1VERSION"],
	[/\/tmp\/kubectl[\w.-]+\.yaml/g, "FILE"],
	[/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]+ [+-]\d{4}/g, "TIME"],
	[/\b10\.96\.\d+\.\d+\b/g, "ADDRESS"],
	[/https:\/\/[\w.-]+:\d+(?:\/isolated-\d+)?/g, "SERVER"],
	[/\b(?:\d+[smh])+\b/g, "AGE"],
	[/[ \t]+$/gm, ""],
	[/(\S) {2,}/g, "$1 "],
];

/** An output without what differs each time. */
export function settledOutput(text: string, words: Readonly<Record<string, string>>): string {
	let settled = text;
	for (const [word, given] of Object.entries(words)) settled = settled.replaceAll(given, word);
	for (const [pattern, word] of changing) settled = settled.replaceAll(pattern, word);
	return settled;
}
