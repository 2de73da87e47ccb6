/** The least that a config must hold. */
export const minimal = `stack: web
region: cn-hangzhou
provider: { vpcId: vpc-2 }
loadBalancer:
  zones:
    - { zoneId: cn-hangzhou-h, vSwitchId: vsw-3 }
    - { zoneId: cn-hangzhou-i, vSwitchId: vsw-4 }
serverGroup:
  servers:
    - { instanceId: i-1, port: 80 }
listener: { protocol: HTTP, port: 80 }
consumer:
  vpcId: vpc-1
  securityGroupIds: [sg-1]
  zones:
    - { zoneId: cn-hangzhou-h, vSwitchId: vsw-1 }
    - { zoneId: cn-hangzhou-i, vSwitchId: vsw-2 }
`
