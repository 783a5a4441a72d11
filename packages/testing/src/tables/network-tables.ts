import { isIPv6 } from "node:net";
import { fewOf, none, type ObjectView, unset } from "./object-view.ts";
import type { Tables } from "./table.ts";

/** Services, where they lead, and what lets traffic in. */
export const networkTables: Tables = {
	services: {
		columns: ["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector*"],
		cells: (one) => [
			one.name,
			one.text("spec.type"),
			one.texts("spec.clusterIPs")[0] ?? none,
			externalOf(one),
			one.list("spec.ports").map(portOf).join(",") || none,
			one.age,
			one.labels("spec.selector"),
		],
	},
	endpoints: {
		columns: ["Name", "Endpoints", "Age"],
		cells: (one) => [
			one.name,
			one.list("subsets").length === 0 ? none : fewOf(one.list("subsets").flatMap(targetsOf), 3),
			one.age,
		],
	},
	"endpointslices.discovery.k8s.io": {
		columns: ["Name", "AddressType", "Ports", "Endpoints", "Age"],
		cells: (one) => [
			one.name,
			one.text("addressType"),
			fewOf(
				one.list("ports").map((port) => port.text("port") || port.text("name") || "*"),
				3,
			) || unset,
			fewOf(
				one.list("endpoints").flatMap((endpoint) => endpoint.texts("addresses")),
				3,
			) || unset,
			one.age,
		],
	},
	"ingresses.networking.k8s.io": {
		columns: ["Name", "Class", "Hosts", "Address", "Ports", "Age"],
		cells: (one) => [
			one.name,
			one.text("spec.ingressClassName", none),
			hostsOf(one),
			addressesOf(one),
			one.list("spec.tls").length > 0 ? "80, 443" : "80",
			one.age,
		],
	},
	"ingressclasses.networking.k8s.io": {
		columns: ["Name", "Controller", "Parameters", "Age"],
		cells: (one) => [one.name, one.text("spec.controller"), parametersOf(one), one.age],
	},
	"networkpolicies.networking.k8s.io": {
		columns: ["Name", "Pod-Selector", "Age"],
		cells: (one) => [one.name, one.selector("spec.podSelector"), one.age],
	},
	"servicecidrs.networking.k8s.io": {
		columns: ["Name", "CIDRs", "Age"],
		cells: (one) => [one.name, one.texts("spec.cidrs").join(","), one.age],
	},
	"ipaddresses.networking.k8s.io": {
		columns: ["Name", "ParentRef"],
		cells: (one) => [one.name, parentOf(one), one.age],
	},
};

function portOf(port: ObjectView): string {
	const nodePort = port.number("nodePort");
	return `${port.text("port")}${nodePort === 0 ? "" : `:${nodePort}`}/${port.text("protocol")}`;
}

function externalOf(service: ObjectView): string {
	const type = service.text("spec.type");
	if (type === "ExternalName") return service.text("spec.externalName");
	const given = service.texts("spec.externalIPs");
	if (type !== "LoadBalancer") return given.join(",") || none;
	return [...new Set([addressesOf(service), ...given])].filter((address) => address !== "").join(",") || "<pending>";
}

/** The addresses of a load balancer. */
function addressesOf(one: ObjectView): string {
	const addresses = one.list("status.loadBalancer.ingress").map((ingress) => ingress.text("ip") || ingress.text("hostname"));
	return [...new Set(addresses)].toSorted().join(",");
}

function targetsOf(subset: ObjectView): string[] {
	const addresses = subset.list("addresses").map((address) => address.text("ip"));
	const ports = subset.list("ports").map((port) => port.text("port"));
	if (ports.length === 0) return addresses;
	return ports.flatMap((port) => addresses.map((ip) => `${isIPv6(ip) ? `[${ip}]` : ip}:${port}`));
}

function hostsOf(ingress: ObjectView): string {
	const rules = ingress.list("spec.rules");
	const hosts = rules.map((rule) => rule.text("host")).filter((host) => host !== "");
	if (hosts.length === 0) return "*";
	// What is more is counted in rules, those without a host included.
	const more = hosts.length > 3 || (hosts.length === 3 && rules.at(-1)?.text("host") === "");
	return more ? `${hosts.slice(0, 3).join(",")} + ${rules.length - 3} more...` : hosts.join(",");
}

function parametersOf(ingressClass: ObjectView): string {
	if (ingressClass.value("spec.parameters") === undefined) return none;
	const group = ingressClass.text("spec.parameters.apiGroup");
	const kind = ingressClass.text("spec.parameters.kind");
	return `${kind}${group === "" ? "" : `.${group}`}/${ingressClass.text("spec.parameters.name")}`;
}

function parentOf(address: ObjectView): string {
	if (address.value("spec.parentRef") === undefined) return none;
	const part = (name: string): string => address.text(`spec.parentRef.${name}`);
	const resource = [part("resource"), part("group")].filter((text) => text !== "").join(".");
	return [resource, part("namespace"), part("name")].filter((text) => text !== "").join("/");
}
