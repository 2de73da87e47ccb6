const role = (name: string, service: string): string =>
  `The service-linked role ${name} is missing. Let somebody with ram:CreateServiceLinkedRole (condition ram:ServiceName = ${service}) make it: open the product's console once, or aliyun resourcemanager CreateServiceLinkedRole --ServiceName ${service}.`

/** English: credentials, the way to the cloud, and what mends its errors. */
export const cloud = {
  noBody: 'an answer without a body',
  givenKey: 'a given key pair',
  variables: 'environment variables',
  metadata: 'ECS instance metadata',
  cliProfile: (name: string) => `profile ${name} of ~/.aliyun/config.json`,
  fileProfile: (name: string) => `profile ${name} of ~/.alibabacloud/credentials`,
  noCredentials: (places: readonly string[]) => `no credentials found (looked at: ${places.join(', ')})`,
  noProfile: (profile: string, places: readonly string[]) =>
    `no usable credentials in profile ${profile} (looked at: ${places.join(', ')})`,
  setCredentials:
    'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure`; or try the command on the embedded cloud with --simulate.',
  proxyRefused: (answer: string, host: string) => `the proxy answered ${answer} when asked for ${host}`,
  badProxy: (variable: string) => `${variable} holds no address of a proxy`,
  timeout: 'no answer came in time',
  unusable: 'no usable credentials',
  unreadable: (status: number | undefined) => `an answer that cannot be read${status === undefined ? '' : ` (HTTP ${status})`}`,
  answerWithout: (what: string) => `an answer without ${what}`,
  itsList: (name: string) => `its list ${name}`,
  anId: 'an ID',
  hints: {
    groupInUse: 'A listener or forwarding rule still uses the server group.',
    endpointsConnected: 'Endpoints are still connected to the endpoint service.',
    resourcesAttached: 'The endpoint service still has resources attached.',
    zonesThere: 'The endpoint still has zones.',
    region: 'Regions are written like cn-hangzhou. Correct --region, ALIBABA_CLOUD_REGION_ID or `region` in the config.',
    notInAccount: 'The config names something that this account does not have in this region.',
    portTaken: 'Another listener has this port of the load balancer already.',
    noPermission: 'The credentials lack this permission; `alb-privatelink policy` prints those that each command needs.',
    badCredentials:
      'Check which credentials are used: the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET, or the profile.',
    clock: 'The clock of this machine is off by more than the 15 minutes that a signature is valid.',
    protected: 'Deletion protection is on. Switch it off in the ALB console, or let `down --force` do it.',
    quota: 'A quota of the account is used up; ask for more in the Quota Center, or remove what is not needed.',
    addresses: 'The vSwitch has too few free addresses: ALB wants eight in each zone, an endpoint one.',
    whitelist: "The consumer's account is not on the whitelist of the endpoint service.",
    internalOnly: 'Only an internal-facing load balancer of this region can be offered by PrivateLink.',
    noBalancerInZone: 'The endpoint service has no load balancer in that zone.',
    albRole: role('AliyunServiceRoleForAlb', 'alb.aliyuncs.com'),
    privatelinkRole: role('AliyunServiceRoleForPrivatelink', 'privatelink.aliyuncs.com'),
    openPrivatelink:
      'Open PrivateLink for the account once: the PrivateLink console, or the OpenPrivateLinkService API (aliyun privatelink OpenPrivateLinkService). It costs nothing by itself.',
  },
}
