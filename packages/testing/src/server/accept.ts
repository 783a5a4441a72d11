/** One media type that a client accepts. */
export interface AcceptClause {
	/** Such as `application/json`, `application/*` or any type. */
	readonly mediaType: string;
	/** The parameters besides `q`, such as `as`, `g` and `v`. */
	readonly parameters: Readonly<Record<string, string>>;
	readonly quality: number;
}

/**
 * Reads an `Accept` header: the clauses with the client's favourite first. Quality decides, then whether the type is named; clauses that
 * are equal keep their order. A header that is absent or empty accepts everything.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-accept
 */
export function parseAccept(header: string | undefined): readonly AcceptClause[] {
	if (header === undefined || header.trim() === "") return [{ mediaType: "*/*", parameters: {}, quality: 1 }];
	return header
		.split(",")
		.map(parseClause)
		.filter((clause) => clause !== undefined)
		.toSorted((a, b) => b.quality - a.quality || wildness(a) - wildness(b));
}

function parseClause(text: string): AcceptClause | undefined {
	const [mediaType = "", ...rest] = text.split(";").map((part) => part.trim());
	if (!mediaType.includes("/")) return undefined;
	const parameters: Record<string, string> = {};
	let quality = 1;
	for (const part of rest) {
		const [name = "", value = ""] = part.split("=", 2).map((side) => side.trim());
		if (name !== "q") parameters[name] = value;
		// The server takes an unreadable quality for the highest.
		else quality = Number.isNaN(Number.parseFloat(value)) ? 1 : Number.parseFloat(value);
	}
	return { mediaType, parameters, quality };
}

function wildness(clause: AcceptClause): number {
	return clause.mediaType === "*/*" ? 2 : clause.mediaType.endsWith("/*") ? 1 : 0;
}
