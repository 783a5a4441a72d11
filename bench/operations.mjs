// The operations that are timed in long-lived processes, one shape for each.

/**
 * @typedef {object} Target What the operations work on.
 * @property {string} namespace
 * @property {readonly string[]} pods The names of the seeded pods.
 * @property {string} prefix Keeps the names that candidates create apart.
 */

/**
 * @typedef {object} Operation
 * @property {string} name
 * @property {string} title
 * @property {number} inFlight How many run at a time.
 * @property {{ readonly default: number, readonly "client-node"?: number }} perRound How often it runs in a round; the figures are
 * per operation, and a slow candidate needs fewer of them.
 * @property {boolean} [compression] Whether gzip is asked for.
 * @property {(api: import("./candidates/candidate.d.ts").BenchApi, target: Target, index: number) => Promise<void>} run
 */

/** @type {readonly Operation[]} */
export const operations = [
	{
		name: "list",
		title: "List of 500 pods",
		inFlight: 1,
		perRound: { default: 5 },
		run: async (api, { namespace, pods }) => expect(await api.listPods(namespace), pods.length),
	},
	{
		name: "list-gzip",
		title: "List of 500 pods, gzip",
		inFlight: 1,
		perRound: { default: 5 },
		compression: true,
		run: async (api, { namespace, pods }) => expect(await api.listPods(namespace), pods.length),
	},
	{
		name: "pages",
		title: "5,000 ConfigMaps in pages of 500",
		inFlight: 1,
		perRound: { default: 2 },
		run: async (api, { namespace }) => expect((await api.pageConfigMaps(namespace, 500)) >= 5000, true),
	},
	{
		name: "get",
		title: "GET, one after the other",
		inFlight: 1,
		perRound: { default: 300, "client-node": 100 },
		run: async (api, { namespace, pods }, index) => {
			const name = pods[index % pods.length] ?? "";
			expect(await api.getPod(namespace, name), name);
		},
	},
	{
		name: "get-32",
		title: "GET, 32 in flight",
		inFlight: 32,
		perRound: { default: 1000, "client-node": 320 },
		run: async (api, { namespace, pods }, index) => {
			const name = pods[index % pods.length] ?? "";
			expect(await api.getPod(namespace, name), name);
		},
	},
	{
		name: "create-delete",
		title: "Create and delete a ConfigMap",
		inFlight: 1,
		perRound: { default: 40, "client-node": 25 },
		run: async (api, { namespace, prefix }, index) => {
			await api.createConfigMap(namespace, `${prefix}-${index}`);
			await api.deleteConfigMap(namespace, `${prefix}-${index}`);
		},
	},
	{
		name: "patch",
		title: "Merge patch of a pod",
		inFlight: 1,
		perRound: { default: 100, "client-node": 50 },
		run: patchOne,
	},
	{
		name: "patch-32",
		title: "Merge patch of a pod, 32 in flight",
		inFlight: 32,
		perRound: { default: 320, "client-node": 160 },
		run: patchOne,
	},
	{
		name: "apply",
		title: "Apply of 500 ConfigMaps, 16 in flight",
		inFlight: 16,
		perRound: { default: 500 },
		// What the round before has applied, or another candidate, is changed: no apply is without effect.
		run: async (api, { namespace, prefix }, index) =>
			expect(await api.applyConfigMap(namespace, `applied-${index}`, prefix), prefix),
	},
	{
		name: "watch",
		title: "Watch of 2,000 events",
		inFlight: 1,
		perRound: { default: 10, "client-node": 5 },
		run: async (api, { namespace }) => {
			// Ten of the 25 applications, which have 200 ConfigMaps each; from any state on, a watch begins with all of them.
			const apps = Array.from({ length: 10 }, (_, index) => `shop-${index}`);
			const labelSelector = `app in (${apps.join(",")})`;
			const wanted = /** @type {const} */ ({
				resource: "configmaps",
				namespace,
				resourceVersion: "0",
				labelSelector,
				count: 2000,
			});
			expect(await api.watch(wanted), wanted.count);
		},
	},
];

/** The operations on what the replay server repeats; the namespace says how many events there are. @type {readonly Operation[]} */
export const replayedOperations = [
	{
		name: "watch-1k",
		title: "Watch of 20,000 events of 1 kB",
		inFlight: 1,
		perRound: { default: 1 },
		run: async (api) => watchAll(api, "configmaps", 20_000),
	},
	{
		name: "watch-10k",
		title: "Watch of 5,000 events of 10 kB",
		inFlight: 1,
		perRound: { default: 1 },
		run: async (api) => watchAll(api, "pods", 5000),
	},
];

/**
 * Runs an operation so often, so many at a time.
 *
 * @param {Operation} operation
 * @param {import("./candidates/candidate.d.ts").BenchApi} api
 * @param {Target} target
 * @param {number} count
 */
export async function repeat({ inFlight, run }, api, target, count) {
	let next = 0;
	const lane = async () => {
		while (next < count) await run(api, target, next++);
	};
	await Promise.all(Array.from({ length: inFlight }, lane));
}

/**
 * @template T
 * @param {T} actual
 * @param {T} expected
 */
function expect(actual, expected) {
	if (actual !== expected) throw new Error(`expected ${String(expected)}, not ${String(actual)}`);
}

/** @type {Operation["run"]} */
async function patchOne(api, { namespace, pods, prefix }, index) {
	expect(await api.patchPod(namespace, pods[index % pods.length] ?? "", prefix), prefix);
}

/**
 * @param {import("./candidates/candidate.d.ts").BenchApi} api
 * @param {import("./fixtures/replayed.mjs").Plural} resource
 * @param {number} count
 */
async function watchAll(api, resource, count) {
	expect(await api.watch({ resource, namespace: `paged-0-${count}`, resourceVersion: "1", count }), count);
}
