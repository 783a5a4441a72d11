import { Api, type Client, ExpiredError } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";
import { serve } from "../support/http-server.ts";
import { clientOf } from "../support/test-client.ts";

interface Answer {
	readonly items?: readonly string[];
	readonly next?: string;
	/** A 410 with this token to go on with. */
	readonly expired?: string | null;
}

/** A server that gives these answers in turn, and what it was asked. */
async function scripted(...answers: Answer[]): Promise<{ client: Client; asked: string[] }> {
	const asked: string[] = [];
	const server = await serve((request, response) => {
		const url = new URL(request.url ?? "", "http://server");
		asked.push(url.searchParams.get("continue") ?? "-");
		const { items = [], next, expired } = answers.shift() ?? {};
		const body =
			expired === undefined
				? {
						kind: "ConfigMapList",
						apiVersion: "v1",
						metadata: { continue: next },
						items: items.map((name) => ({ metadata: { name } })),
					}
				: {
						kind: "Status",
						apiVersion: "v1",
						status: "Failure",
						reason: "Expired",
						message: "too old",
						metadata: { continue: expired ?? undefined },
						code: 410,
					};
		response.writeHead(expired === undefined ? 200 : 410, { "content-type": "application/json" }).end(JSON.stringify(body));
	});
	return { client: await clientOf(server.url), asked };
}

const names = async (items: AsyncIterable<ConfigMap>): Promise<string[]> => {
	const found: string[] = [];
	for await (const { metadata } of items) found.push(metadata.name);
	return found;
};

test("GAP-04 pages follow the token until there is none", async () => {
	const { client, asked } = await scripted(
		{ items: ["a", "b"], next: "t1" },
		{ items: ["c"], next: "t2" },
		{ items: ["d"], next: "" },
	);
	expect(await names(new Api(ConfigMap, { client }).items({ limit: 2, resourceVersion: "7" }))).toEqual(["a", "b", "c", "d"]);
	expect(asked).toEqual(["-", "t1", "t2"]);
});

test("BUG-43 an empty page with a token is no end", async () => {
	const { client } = await scripted({ next: "t1" }, { items: ["a"] });
	expect(await names(new Api(ConfigMap, { client }).items())).toEqual(["a"]);
});

test("leaving the loop asks for no further page", async () => {
	const { client, asked } = await scripted({ items: ["a"], next: "t1" }, { items: ["b"] });
	for await (const _ of new Api(ConfigMap, { client }).pages()) break;
	expect(asked).toEqual(["-"]);
});

test("I5 an expired token throws by default", async () => {
	const { client } = await scripted({ items: ["a"], next: "t1" }, { expired: "t2" });
	await expect(names(new Api(ConfigMap, { client }).items())).rejects.toBeInstanceOf(ExpiredError);
});

test("I5 onExpired: continue goes on with the token that the server offers", async () => {
	const { client, asked } = await scripted({ items: ["a"], next: "t1" }, { expired: "t2" }, { items: ["b"] });
	expect(await names(new Api(ConfigMap, { client }).items({ onExpired: "continue" }))).toEqual(["a", "b"]);
	expect(asked).toEqual(["-", "t1", "t2"]);
});

test("I5 without an offer there is nothing to continue with", async () => {
	const { client } = await scripted({ items: ["a"], next: "t1" }, { expired: null });
	await expect(names(new Api(ConfigMap, { client }).items({ onExpired: "continue" }))).rejects.toBeInstanceOf(ExpiredError);
});

test("I5 onExpired: restart begins again and marks the page", async () => {
	const { client, asked } = await scripted(
		{ items: ["a"], next: "t1" },
		{ expired: "t2" },
		{ items: ["a"], next: "t3" },
		{ items: ["b"] },
	);
	const pages: (readonly [boolean, string[]])[] = [];
	for await (const page of new Api(ConfigMap, { client }).pages({ onExpired: "restart" })) {
		pages.push([page.restarted ?? false, page.items.map(({ metadata }) => metadata.name)]);
	}
	expect(pages).toEqual([
		[false, ["a"]],
		[true, ["a"]],
		[false, ["b"]],
	]);
	expect(asked).toEqual(["-", "t1", "-", "t3"]);
});

test("a first page that is expired throws whatever onExpired says", async () => {
	const { client, asked } = await scripted({ expired: "t1" });
	await expect(
		names(new Api(ConfigMap, { client }).items({ resourceVersion: "1", resourceVersionMatch: "Exact", onExpired: "restart" })),
	).rejects.toBeInstanceOf(ExpiredError);
	expect(asked).toEqual(["-"]);
});

test("a misspelt onExpired is refused", async () => {
	const { client } = await scripted();
	await expect(names(new Api(ConfigMap, { client }).items({ onExpired: "retry" as "throw" }))).rejects.toBeInstanceOf(TypeError);
});
