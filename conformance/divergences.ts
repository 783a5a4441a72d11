/** A behaviour in which the embedded server differs from a real one, knowingly. */
export interface Divergence {
	/** The ids of the behaviour, which begin the test's title. */
	readonly id: string;
	/** The whole title of the test. */
	readonly title: string;
	readonly reason: string;
}

const webhooks = "nothing calls admission webhooks yet, so their configurations are refused with 501";
const webhookConfigurations = "admissionregistration.k8s.io/v1 validatingwebhookconfigurations";

const runs = "nothing runs Pods yet, so tests write the status that they wait for";

const merged = (field: string, key: string, reason: string): Divergence => ({
	id: "L5",
	title: `L5 ${field} is merged by ${key}`,
	reason,
});
const policies = "nothing judges admission policies yet, so they are refused with 501";

/** Every knowing difference. Its test runs all the same, and must fail: one that begins to pass has to leave this list. */
export const divergences: readonly Divergence[] = [
	{
		id: "S K1",
		title: `S K1 ${webhookConfigurations}: PUT without a resourceVersion is not allowed`,
		reason: webhooks,
	},
	{ id: "S G9", title: `S G9 ${webhookConfigurations}: PUT of what is missing is 404`, reason: webhooks },
	{ id: "S N2", title: `S N2 ${webhookConfigurations}: DELETE answers with a Status`, reason: webhooks },
	{ id: "S K6 N4", title: `S K6 N4 ${webhookConfigurations}: generations [1,1,1,2,3]`, reason: webhooks },
	merged("MutatingWebhookConfiguration.webhooks", "name", webhooks),
	merged("ValidatingWebhookConfiguration.webhooks", "name", webhooks),
	merged("MutatingWebhook.matchConditions", "name", webhooks),
	merged("ValidatingWebhook.matchConditions", "name", webhooks),
	merged("ValidatingAdmissionPolicySpec.matchConditions", "name", policies),
	merged("ValidatingAdmissionPolicySpec.variables", "name", policies),
	merged("APIServiceStatus.conditions", "type", "nothing is handed on to other servers yet, so APIServices are refused with 501"),
	{
		id: "DI-2",
		title: "DI-2 a server behind the API that does not answer leaves all others as they are [needs:aggregation]",
		reason: "nothing is handed on to other servers yet, so APIServices are refused with 501",
	},
	{ id: "GAP-09", title: "GAP-09 metrics are read as text [needs:metrics]", reason: "refused with 501: it counts nothing" },
	{
		id: "GAP-10",
		title: "GAP-10 a proxied request that finds nobody says so [needs:kcm]",
		reason: "refused with 501: nothing is served in the cluster that could be reached",
	},
	{
		id: "U6",
		title: "U6 the server's own components have roles of their own",
		reason: "no such component runs here, so their roles and bindings are left out",
	},
	{
		id: "U2",
		title: "U2 a node may read Services by the Node authorizer",
		reason: "there is no Node authorizer: nodes may do what bindings say",
	},
	{
		id: "S5",
		title: "S5 a Pod whose name is no DNS label is warned of",
		reason: "no warnings about the content of Pods yet",
	},
	{ id: "WA-7", title: "WA-7 a Pod becomes ready, or is told to have ended [needs:kubelet]", reason: runs },
	{ id: "WA-7", title: "WA-7 a Deployment is rolled out [needs:kcm]", reason: runs },
	{ id: "WA-7", title: "WA-7 a Job completes, and one that fails ends the wait [needs:kcm]", reason: runs },
];
