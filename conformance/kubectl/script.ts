/** One command. */
export interface Step {
	readonly args: readonly string[];
	/** What it reads from its standard input. */
	readonly input?: object;
	readonly env?: Readonly<Record<string, string>>;
}

const labels = { app: "web" };

/** A Deployment whose controller leaves it alone. */
function deployment(containers: readonly object[], metadata: object = {}): object {
	return {
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "web", labels, ...metadata },
		spec: {
			paused: true,
			replicas: 0,
			selector: { matchLabels: labels },
			template: { metadata: { labels }, spec: { containers } },
		},
	};
}

const main = { name: "main", image: "example.com/none:1", env: [{ name: "A", value: "1" }], ports: [{ containerPort: 80 }] };
const side = { name: "side", image: "example.com/none:1" };
const configMap = (name: string, data: object, metadata: object = {}): object => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name, labels: { part: "kubectl" }, ...metadata },
	data,
});
const applied = deployment([main, side], { labels: { ...labels, tier: "a" }, annotations: { note: "first" } });
const changed = deployment([{ ...main, image: "example.com/none:2", env: [{ name: "B", value: "2" }] }], { labels });

const step = (line: string, input?: object, env?: Step["env"]): Step => ({
	args: line.split(" ").map((word) => word.replaceAll("␣", " ")),
	...(input !== undefined && { input }),
	...(env !== undefined && { env }),
});

/** What is tried in a namespace of its own. `␣` is a space within a word. */
export const namespacedScript: readonly Step[] = [
	// Apply, from the client's side and from the server's.
	step("apply -f -", applied),
	step("apply -f -", applied),
	step("diff -f -", changed),
	step("apply -f -", changed),
	step("diff -f -", changed),
	step(
		"get deployment web -o jsonpath={.spec.template.spec.containers[*].name}{.metadata.labels}{.spec.template.spec.containers[0].env}",
	),
	step("apply -f - --dry-run=server", configMap("dry", { a: "1" })),
	step("apply --server-side -f -", configMap("served", { a: "1", b: "1" })),
	step("apply --server-side --field-manager=other -f -", configMap("served", { a: "2" })),
	step("apply --server-side --field-manager=other --force-conflicts -f -", configMap("served", { a: "2" })),
	step("apply --server-side -f -", configMap("served", { b: "1" })),
	step("diff --server-side -f -", configMap("served", { b: "2" })),
	step("get configmap served -o jsonpath={.data}{.metadata.managedFields[*].manager}"),
	step("apply -f -", { ...configMap("wrong", {}), dota: {} }),
	step("apply -f - --validate=false", { ...configMap("unchecked", { a: "1" }), dota: {} }),
	step("apply view-last-applied deployment/web -o json"),
	// Patches.
	step(
		'patch deployment web --type=strategic -p {"spec":{"template":{"spec":{"containers":[{"name":"new","image":"example.com/none:3"}]}}}}',
	),
	step('patch deployment web --type=merge -p {"metadata":{"labels":{"tier":"b"}}}'),
	step('patch deployment web --type=merge -p {"metadata":{"labels":{"tier":"b"}}}'),
	step('patch deployment web --type=json -p [{"op":"remove","path":"/metadata/labels/tier"}]'),
	step('patch deployment web --type=json -p [{"op":"test","path":"/metadata/name","value":"x"}]'),
	step('patch deployment web --subresource=scale --type=merge -p {"spec":{"replicas":2}}'),
	step('patch deployment web --subresource=status --type=merge -p {"status":{"collisionCount":1}}'),
	step('patch configmap unchecked --type=merge -p {"data":{"a":5}}'),
	step("patch configmap missing --type=merge -p {}"),
	step("get deployment web -o jsonpath={.spec.template.spec.containers[*].name}␣{.spec.replicas}␣{.status.collisionCount}"),
	// Scale, and what is set.
	step("scale deployment web --replicas=0"),
	step("scale deployment web --replicas=1 --current-replicas=5"),
	step("set image deployment/web main=example.com/none:4"),
	step("set image deployment/web main=example.com/none:4"),
	step("set env deployment/web C=3 B-"),
	step("set resources deployment/web --limits=cpu=200m,memory=512Mi"),
	step("set serviceaccount deployment web default"),
	step("get deployment web -o jsonpath={.spec.template.spec.containers[0]}"),
	step("label deployment web a=b"),
	step("label deployment web a=c"),
	step("label deployment web a=c --overwrite"),
	step("label deployment web a-"),
	step("label deployment web =x"),
	step("annotate deployment web note=second"),
	step("annotate deployment web note-"),
	step("edit configmap served", undefined, { KUBE_EDITOR: "sed -i /b:/s/1/changed/" }),
	step("edit configmap served", undefined, { KUBE_EDITOR: "true" }),
	step("get configmap served -o jsonpath={.data}"),
	step("replace -f -", configMap("served", { c: "3" })),
	step("replace --force -f -", configMap("served", { d: "4" })),
	step("replace -f -", configMap("missing", {})),
	step("get configmap served -o jsonpath={.data}"),
	// Roll-outs.
	step("rollout history deployment/web"),
	step("rollout pause deployment/web"),
	step("rollout restart deployment/web"),
	step("rollout undo deployment/web"),
	// What is made by the program itself.
	step("expose deployment web --port=80 --target-port=8080"),
	step("get service web"),
	step("get service web -o wide"),
	step("create configmap made --from-literal=a=b"),
	step("create configmap made --from-literal=a=b"),
	step("create configmap dry --from-literal=a=b --dry-run=server -o yaml"),
	step("create secret generic made --from-literal=password=secret"),
	step("create serviceaccount made"),
	step("create role made --verb=get,list --resource=pods,deployments.apps"),
	step("create rolebinding made --role=made --serviceaccount=default:made"),
	step("create quota made --hard=pods=2 --dry-run=server"),
	step("create job made --image=example.com/none:1 --dry-run=server -o jsonpath={.spec.template.spec.restartPolicy}"),
	step("create ingress made --rule=example.com/*=web:80"),
	step("create deployment made --image=example.com/none:1 --replicas=0 --dry-run=server"),
	step('run single --image=example.com/none:1 --overrides={"spec":{"schedulerName":"none"}}'),
	// Reads.
	step("get configmaps -l part=kubectl"),
	step("get configmaps -l part=kubectl --show-labels"),
	step("get configmaps -l part=kubectl -o name"),
	step("get configmaps -l part=kubectl -o custom-columns=N:.metadata.name,D:.data"),
	step("get configmaps -l part=kubectl --sort-by=.metadata.name -o name"),
	step("get configmaps --field-selector=metadata.name=made -o yaml"),
	step("get configmaps --field-selector=nope=made"),
	step("get configmap made -o go-template={{.data.a}}"),
	step("get deployment,service -l app=web -o name"),
	step("get pods -o wide"),
	step("get pod single -o jsonpath={.spec.containers[0].image}{.status.phase}"),
	step("get role,rolebinding,serviceaccount made"),
	step("get secret made"),
	step("get ingress made"),
	step("get configmap missing"),
	step("get configmap missing --ignore-not-found"),
	step("get nopes"),
	step("get events"),
	step("describe configmap made"),
	step("describe secret made"),
	step("describe role made"),
	step("describe rolebinding made"),
	step("api-resources --api-group=apps"),
	step("api-resources --api-group=policy -o name"),
	step("auth can-i list pods"),
	step("auth can-i list pods --as=nobody"),
	step("logs single"),
	step("logs missing"),
	step("cluster-info"),
	// Waits and deletions.
	step("wait --for=jsonpath={.data.a}=b configmap/made --timeout=5s"),
	step("wait --for=jsonpath={.data.a}=c configmap/made --timeout=1s"),
	step('patch pod single --subresource=status --type=merge -p {"status":{"conditions":[{"type":"Tested","status":"True"}]}}'),
	step("wait --for=condition=Tested pod/single --timeout=5s"),
	step("delete pod single --now"),
	step("wait --for=delete pod/single --timeout=5s"),
	step("delete deployment web --cascade=orphan"),
	step("delete service web --cascade=foreground"),
	step("delete configmap made missing"),
	step("delete configmaps -l part=kubectl --dry-run=server"),
	step("delete configmaps -l part=kubectl"),
	step("delete ingress,secret,role,rolebinding,serviceaccount made web --ignore-not-found"),
	step("get all"),
];

/** What becomes of an autoscaler, which older releases create in an older version. */
export const autoscaleScript: readonly Step[] = [
	step("apply -f -", deployment([main])),
	step("autoscale deployment web --min=1 --max=3 --cpu-percent=80"),
	step("get hpa web -o jsonpath={.spec.maxReplicas}␣{.spec.metrics[0].resource.target.averageUtilization}"),
	step("delete hpa web"),
	step("delete deployment web"),
];

/** What is tried with a kind of its own. */
export function customScript(group: string): readonly Step[] {
	const widget = (name: string, spec: object): object => ({
		apiVersion: `${group}/v1`,
		kind: "Widget",
		metadata: { name },
		spec,
	});
	const schema = {
		openAPIV3Schema: {
			type: "object",
			properties: {
				spec: {
					type: "object",
					required: ["size"],
					properties: { size: { type: "integer", minimum: 1 }, replicas: { type: "integer" } },
				},
				status: { type: "object", properties: { ready: { type: "boolean" }, replicas: { type: "integer" } } },
			},
		},
	};
	const version = {
		name: "v1",
		served: true,
		storage: true,
		schema,
		subresources: { status: {}, scale: { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" } },
		additionalPrinterColumns: [
			{ name: "Size", type: "integer", jsonPath: ".spec.size" },
			{ name: "Ready", type: "boolean", jsonPath: ".status.ready", priority: 1 },
		],
	};
	const definition = {
		apiVersion: "apiextensions.k8s.io/v1",
		kind: "CustomResourceDefinition",
		metadata: { name: `widgets.${group}` },
		spec: { group, scope: "Namespaced", names: { plural: "widgets", kind: "Widget", shortNames: ["kwg"] }, versions: [version] },
	};
	return [
		step("apply -f -", definition),
		step(`wait --for=condition=established crd/widgets.${group} --timeout=20s`),
		step(`get --raw /apis/${group}/v1/widgets`),
		step("apply -f -", widget("small", { size: 1, replicas: 1 })),
		step("apply -f -", widget("small", { size: 2, replicas: 1 })),
		step("apply --server-side -f -", widget("large", { size: 9 })),
		step("apply -f -", widget("wrong", { size: 0 })),
		step("apply -f -", widget("unknown", { size: 1, colour: "red" })),
		step(`get widgets.${group}`),
		step("get kwg -o wide"),
		step(`patch widgets.${group} small --type=merge -p {"spec":{"size":3}}`),
		step(`patch widgets.${group} small --subresource=status --type=merge -p {"status":{"ready":true}}`),
		step(`patch widgets.${group} small -p {"spec":{"size":4}}`),
		step(`scale widgets.${group} small --replicas=4`),
		step(`get widgets.${group} small -o jsonpath={.spec}{.status}`),
		step(`label widgets.${group} small a=b`),
		step(`edit widgets.${group} small`, undefined, { KUBE_EDITOR: "sed -i /size:/s/3/7/" }),
		step(`get widgets.${group} small -o jsonpath={.spec.size}`),
		step(`delete widgets.${group} --all`),
		step(`api-resources --api-group=${group}`),
		step(`delete crd widgets.${group}`),
	];
}

/** What is tried with a node that nobody runs. */
export function nodeScript(name: string): readonly Step[] {
	return [
		step("create -f -", { apiVersion: "v1", kind: "Node", metadata: { name } }),
		step(`cordon ${name}`),
		step(`cordon ${name}`),
		step(`get node ${name} -o jsonpath={.spec.unschedulable}`),
		step(`uncordon ${name}`),
		step(`drain ${name} --ignore-daemonsets`),
		step(`label node ${name} zone=a`),
		step(`taint nodes ${name} a=b:NoSchedule`),
		step(`delete node ${name}`),
	];
}
