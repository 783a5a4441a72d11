import type { ServerRequest } from "./exchange.ts";

/** What people use to look at answers with their own eyes. */
const readers = ["curl", "Wget", "Mozilla/5.0"];

/** Whether JSON is to be indented: the query says so, or says nothing and the client is one that people read from. */
export function isPretty(request: Pick<ServerRequest, "headers" | "query">): boolean {
	const asked = request.query.get("pretty");
	if (asked !== null && asked !== "") return asked !== "0" && asked.toLowerCase() !== "false";
	return asked === null && readers.some((reader) => request.headers["user-agent"]?.startsWith(reader) === true);
}
