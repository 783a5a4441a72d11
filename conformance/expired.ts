import { Api, type Client, ExpiredError } from "kubex";
import { ConfigMap, Namespace } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";

/** What a server needs to show that its history ends. */
export interface ForgetfulServer {
	readonly client: Client;
	/** Makes the server forget every state but the newest. */
	readonly forget: () => Promise<void>;
	readonly namespace: () => Promise<string>;
}

const names = ["a", "b", "c", "d", "e", "f"];

/** Declares how pages end when the server has forgotten the state that the first one showed. */
export function checkExpiredPages({ client, forget, namespace: makeNamespace }: ForgetfulServer): void {
	const selected = { labelSelector: "expired", limit: 2 };
	const filled = async (): Promise<Api<ConfigMap>> => {
		const configMaps = new Api(ConfigMap, { client, namespace: await makeNamespace() });
		for (const name of names) await configMaps.create({ metadata: { name, labels: { expired: "" } } });
		return configMaps;
	};
	/** Writes, so that the state of a page that was read lies in the past, and has the server forget it. */
	const expire = async (configMaps: Api<ConfigMap>): Promise<void> => {
		await configMaps.create({ metadata: { name: "bb", labels: { expired: "" } } });
		await configMaps.create({ metadata: { name: "g", labels: { expired: "" } } });
		await configMaps.delete("f");
		await forget();
	};
	const nameOf = ({ metadata }: { metadata: { name: string } }): string => metadata.name;

	check("I5 B an expired token is a 410 that offers another one", async () => {
		const configMaps = await filled();
		const first = await configMaps.list(selected);
		await expire(configMaps);
		const error = await failureOf(configMaps.list({ ...selected, continueToken: first.metadata.continue }));
		expect(error).toBeInstanceOf(ExpiredError);
		expect(error).toMatchObject({ code: 410, reason: "Expired" });
		expect(error.status.message).toBe(
			"The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue " +
				"parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided " +
				"token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was " +
				"returned and now may show up in the list.",
		);
		expect(error.status).not.toHaveProperty("details");
		const continueToken = error.status.metadata?.continue;
		const rest = await configMaps.list({ labelSelector: "expired", continueToken });
		expect(rest.items.map(nameOf)).toEqual(["bb", "c", "d", "e", "g"]);
		expect(rest.metadata.resourceVersion).not.toBe(first.metadata.resourceVersion);
	});

	check("I7 B an exact resourceVersion that is forgotten is a 410", async () => {
		const configMaps = await filled();
		const { metadata } = await configMaps.list(selected);
		await expire(configMaps);
		const call = configMaps.list({ resourceVersion: metadata.resourceVersion, resourceVersionMatch: "Exact" });
		const error = await failureOf(call);
		expect(error).toBeInstanceOf(ExpiredError);
		expect(error.status.message).toMatch(/^The resourceVersion for the provided list is too old\.$/);
		expect((await configMaps.list({ resourceVersion: metadata.resourceVersion })).items.length).toBeGreaterThan(0);
	});

	check('GAP-04 onExpired "throw", the default, ends with an ExpiredError', async () => {
		const configMaps = await filled();
		for (const options of [{}, { onExpired: "throw" }] as const) {
			const pages = configMaps.pages({ ...selected, ...options });
			expect((await pages.next()).done).toBe(false);
			await configMaps.create({ metadata: { generateName: "more-" } });
			await forget();
			await expect(pages.next()).rejects.toThrow(ExpiredError);
		}
	});

	check('GAP-04 onExpired "continue" goes on after the last object, at the newest state', async () => {
		const configMaps = await filled();
		const pages = configMaps.pages({ ...selected, onExpired: "continue" });
		const first = await pages.next();
		await expire(configMaps);
		const seen: string[] = first.done === true ? [] : first.value.items.map(nameOf);
		for await (const page of pages) {
			expect(page).not.toHaveProperty("restarted");
			seen.push(...page.items.map(nameOf));
		}
		expect(seen).toEqual(["a", "b", "bb", "c", "d", "e", "g"]);
	});

	check('GAP-04 onExpired "restart" begins again, and marks the page', async () => {
		const configMaps = await filled();
		const pages = configMaps.pages({ ...selected, onExpired: "restart" });
		await pages.next();
		await expire(configMaps);
		const marks: (boolean | undefined)[] = [];
		const seen: string[] = [];
		for await (const page of pages) {
			marks.push(page.restarted);
			seen.push(...page.items.map(nameOf));
		}
		expect(seen).toEqual(["a", "b", "bb", "c", "d", "e", "g"]);
		expect(marks).toEqual([true, undefined, undefined, undefined]);
	});

	check("GAP-04 items restart as well, and objects come again", async () => {
		const configMaps = await filled();
		const seen: string[] = [];
		for await (const item of configMaps.items({ ...selected, onExpired: "restart" })) {
			seen.push(nameOf(item));
			if (seen.length === 2) await expire(configMaps);
		}
		expect(seen).toEqual(["a", "b", "a", "b", "bb", "c", "d", "e", "g"]);
	});

	check("I5 the newest state is never forgotten", async () => {
		await forget();
		expect((await new Api(Namespace, { client }).list()).items.length).toBeGreaterThan(0);
	});
}

/** Declares how a watch ends that goes on from a state that the server has forgotten. */
export function checkExpiredWatches({ client, forget, namespace: makeNamespace }: ForgetfulServer): void {
	check("J3 SF-7 a watch from a state that is forgotten is an ExpiredError", async () => {
		const configMaps = new Api(ConfigMap, { client, namespace: await makeNamespace() });
		const { metadata } = await configMaps.create({ metadata: { name: "a" } });
		await configMaps.create({ metadata: { name: "b" } });
		await forget();
		for (const source of [configMaps, configMaps.metadata]) {
			const watch = source.watch({ resourceVersion: metadata.resourceVersion, timeoutSeconds: 20 });
			const error = await failureOf(watch.next());
			expect(error).toBeInstanceOf(ExpiredError);
			expect(error.message).toMatch(/^GET .*\/configmaps: 410 Expired: .*too old/);
			expect(await watch.next()).toEqual({ done: true, value: undefined });
		}
	});
}
