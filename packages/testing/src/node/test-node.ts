/** Names a Pod; an object that was read does. */
export interface PodReference {
	readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

/** What a node would do for the Pods of a cluster. Nothing runs: tests say what happens. */
export interface TestNode {
	/**
	 * Writes to the log of a container, as of the cluster's time. A text may hold many lines; what follows the last end of a line is
	 * continued by the next text. The last 10 MiB are kept, until the Pod is gone.
	 *
	 * @param pod - Its name in the namespace `default`, or a Pod.
	 * @throws TypeError for a Pod that does not exist, or a container that it has not.
	 *
	 * @example
	 * ```ts
	 * await using cluster = await TestCluster.start();
	 * await using client = await cluster.createClient();
	 * const web = new Api(Pod, { client });
	 * const pod = await web.create({ metadata: { name: "web" }, spec: { containers: [{ name: "main", image: "nginx" }] } });
	 * cluster.node.log(pod, "main", "started\n");
	 * await web.logs.text("web"); // => "started\n"
	 * ```
	 */
	log(pod: string | PodReference, container: string, text: string | Uint8Array): void;

	/**
	 * Begins the log of a container anew, as when it restarts: what it wrote before is its `previous` log, and whoever follows that
	 * comes to its end.
	 *
	 * @throws TypeError as `log` does.
	 */
	restartLog(pod: string | PodReference, container: string): void;
}
