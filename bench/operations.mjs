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
