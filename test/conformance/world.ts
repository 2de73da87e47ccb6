/** A world with one of everything that answers can show; IDs are given so that calls can name them. JSON is YAML. */
export const WORLD = JSON.stringify({
  seed: 'conformance',
  speed: 'instant',
  accounts: [
    { name: 'provider', id: '1000000000000001' }, { name: 'consumer', id: '1000000000000002' },
    { name: 'newcomer', id: '1000000000000003', privatelink: 'closed' },
  ],
  regions: [
    { id: 'eu-west-9', name: 'West', zones: ['a', 'b', 'c'].map((letter) => ({ id: `eu-west-9${letter}`, name: `Zone ${letter}` })) },
  ],
  vpcs: [
    {
      id: 'vpc-back', name: 'back', cidr: '172.20.0.0/16', ipv6: '2001:db8:20::/56', tags: { side: 'back' },
      vSwitches: ['a', 'b', 'c'].map((letter, index) => ({
        id: `vsw-back${letter}`, name: letter, zone: `eu-west-9${letter}`, cidr: `172.20.${index}.0/24`, ipv6: `2001:db8:20:${index}::/64`,
        tags: { side: 'back' }, networkAcl: 'nacl-one',
      })),
      securityGroups: [{ id: 'sg-back', name: 'back', tags: { side: 'back' }, rules: [
        { protocol: 'tcp', ports: '8080/8090', cidr: '172.20.0.0/16' }, { direction: 'egress', protocol: 'all', cidr: '0.0.0.0/0' },
      ] }],
      instances: ['a', 'b'].map((letter, index) => ({
        id: `i-back${letter}`, name: `server ${letter}`, vSwitch: letter, address: `172.20.${index}.10`, securityGroups: ['back'],
        tags: { side: 'back' }, services: [{ port: 8080, page: `server ${letter}` }, { port: 8081, status: 503, page: 'out' }],
      })),
    },
    {
      id: 'vpc-front', name: 'front', cidr: '172.21.0.0/16',
      vSwitches: ['a', 'b', 'c'].map((letter, index) => ({ id: `vsw-front${letter}`, name: letter, zone: `eu-west-9${letter}`, cidr: `172.21.${index}.0/24` })),
      securityGroups: [
        { id: 'sg-door', name: 'door', rules: [{ protocol: 'tcp', ports: '80/80', cidr: '172.21.0.0/16' }] },
        { id: 'sg-side', name: 'side', rules: [] }, { id: 'sg-client', name: 'client' },
      ],
      instances: [{ id: 'i-front', name: 'client', vSwitch: 'a', address: '172.21.0.10', securityGroups: ['client'], tags: { side: 'front' } }],
    },
  ],
})
