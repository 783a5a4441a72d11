import { PathNotFound } from "./path-not-found.ts";
import { plainText, type Reply } from "./reply.ts";

const checks: Readonly<Record<string, readonly string[]>> = {
	healthz: ["ping", "log", "etcd"],
	livez: ["ping", "log", "etcd"],
	readyz: ["ping", "log", "etcd", "informer-sync", "shutdown"],
};

/** Whether a path asks for the health of the server or for one check of it. */
export function isHealthPath(path: string): boolean {
	return Object.hasOwn(checks, path.split("/")[1] ?? "");
}

/**
 * Answers a question for health. A server in this process that can answer is healthy, so every check is.
 *
 * @throws PathNotFound for a check that does not exist.
 */
export function health(path: string, query: URLSearchParams): Reply {
	const [, endpoint = "", ...rest] = path.split("/");
	const known = checks[endpoint] ?? [];
	const check = rest.join("/");
	if (check !== "") {
		if (!known.includes(check)) throw new PathNotFound();
		return { status: 200, content: { kind: "fixed", mediaType: "text/plain; charset=utf-8", body: "ok" } };
	}
	if (!query.has("verbose")) return plainText(200, "ok");
	const excluded = query.getAll("exclude");
	const unknown = excluded.filter((name) => !known.includes(name)).map((name) => JSON.stringify(name));
	const lines = known.map((name) => (excluded.includes(name) ? `[+]${name} excluded: ok` : `[+]${name} ok`));
	if (unknown.length > 0) lines.push(`warn: some health checks cannot be excluded: no matches for ${unknown.join(",")}`);
	return plainText(200, `${lines.join("\n")}\n${endpoint} check passed\n`);
}
