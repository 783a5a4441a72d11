/**
 * A value as the server's refusals show it: as JSON since 1.34, in the syntax of Go before.
 *
 * @param minor - The server's minor release.
 * @param inGo - The same value in the syntax of Go, or, of one with a text of its own such as a time, that text.
 */
export function printedValue(minor: number, value: unknown, inGo: string): string {
	return minor >= 34 ? JSON.stringify(value) : inGo;
}

/** A list of texts as the server's refusals show it. */
export function printedTexts(minor: number, texts: readonly string[]): string {
	return printedValue(minor, texts, `[]string{${texts.map((text) => JSON.stringify(text)).join(", ")}}`);
}

/**
 * A value with members as the server's refusals show it.
 *
 * @param type - What the server calls its type.
 * @param members - In their order, with the names that they have within the server.
 */
export function printedStruct(minor: number, type: string, members: Readonly<Record<string, string>>): string {
	const inGo = Object.entries(members).map(([name, value]) => `${name}:${JSON.stringify(value)}`);
	return printedValue(minor, members, `${type}{${inGo.join(", ")}}`);
}
