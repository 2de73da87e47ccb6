import type { RuleSpec, VpcSpec, WorldSpec } from './world-schema.ts'

type Instance = VpcSpec['instances'][number]

const zone = (id: string, name: string, lacks: { alb?: false; privatelink?: false } = {}): WorldSpec['regions'][number]['zones'][number] =>
  ({ id, name, alb: true, privatelink: true, ...lacks })
const account = (id: string, name: string): WorldSpec['accounts'][number] =>
  ({ id, name, privatelink: 'open', roles: ['AliyunServiceRoleForAlb', 'AliyunServiceRoleForPrivatelink'] })
const port80From = (cidr: string): RuleSpec =>
  ({ direction: 'ingress', protocol: 'tcp', ports: '80/80', cidr, policy: 'accept', priority: 1, description: '' })
const group = (id: string, name: string, rules: RuleSpec[] = []): VpcSpec['securityGroups'][number] =>
  ({ id, name, type: 'basic', inner: 'accept', rules })
const instance = (one: Pick<Instance, 'id' | 'name' | 'vSwitch' | 'address' | 'securityGroups' | 'os' | 'osName'> & { services?: Instance['services'] }): Instance =>
  ({ status: 'Running', agent: 'running', services: [], ...one })

/**
 * The world of the documented scenario, value for value: the one file of the simulator in which IDs, addresses, names and
 * pages of the example stand. The config of the example names the same IDs. With all defaults, so that no schema is needed to begin.
 */
export const EXAMPLE_WORLD: WorldSpec = {
  seed: 'example',
  region: 'cn-hangzhou',
  beliefs: {},
  accounts: [account('1098765432101234', 'default'), account('1098765432105678', 'partner')],
  regions: [
    {
      id: 'cn-hangzhou',
      name: 'China (Hangzhou)',
      code: 'bp1',
      zones: [
        zone('cn-hangzhou-b', 'Hangzhou Zone B', { alb: false }),
        zone('cn-hangzhou-f', 'Hangzhou Zone F', { alb: false, privatelink: false }),
        zone('cn-hangzhou-g', 'Hangzhou Zone G'),
        zone('cn-hangzhou-h', 'Hangzhou Zone H'),
        zone('cn-hangzhou-i', 'Hangzhou Zone I'),
        zone('cn-hangzhou-j', 'Hangzhou Zone J'),
        zone('cn-hangzhou-k', 'Hangzhou Zone K', { privatelink: false }),
      ],
    },
    {
      id: 'cn-shanghai',
      name: 'China (Shanghai)',
      code: 'uf6',
      zones: [
        zone('cn-shanghai-f', 'Shanghai Zone F'),
        zone('cn-shanghai-g', 'Shanghai Zone G'),
      ],
    },
  ],
  vpcs: [
    {
      id: 'vpc-bp1i59bwvdtb1tv8tlkc8',
      name: 'VPC 1',
      cidr: '10.0.0.0/8',
      vSwitches: [
        { id: 'vsw-bp1r419i8hpgioougw8un', name: 'VPC 1 zone H', zone: 'cn-hangzhou-h', cidr: '10.0.10.0/24' },
        { id: 'vsw-bp1qxm7w9nu6tv0eyp93r', name: 'VPC 1 zone I', zone: 'cn-hangzhou-i', cidr: '10.10.0.0/24' },
      ],
      securityGroups: [
        group('sg-bp1f163sff2z4jogt0x9', 'endpoint', [port80From('10.0.10.0/24'), port80From('10.10.0.0/24')]),
        // The instances have a group of their own: members of one group reach each other whatever its rules say.
        group('sg-bp1xudhvr3vd0ie37kjd', 'consumer default'),
      ],
      instances: [
        instance({
          id: 'i-bp1h217ih52y4llt9xkg',
          name: 'ECS 01',
          vSwitch: 'VPC 1 zone H',
          address: '10.0.10.3',
          securityGroups: ['consumer default'],
          os: 'windows',
          osName: 'Windows Server 2012 R2 Datacenter 64bit English',
        }),
        instance({
          id: 'i-bp1s932shl5swfxktmy6',
          name: 'ECS 02',
          vSwitch: 'VPC 1 zone I',
          address: '10.10.0.27',
          securityGroups: ['consumer default'],
          os: 'windows',
          osName: 'Windows Server 2012 R2 Datacenter 64bit English',
        }),
      ],
    },
    {
      id: 'vpc-bp16xl1gorbiigaaphj4h',
      name: 'VPC 2',
      cidr: '192.168.0.0/16',
      vSwitches: [
        { id: 'vsw-bp16ezaqdqcgn65kudrcr', name: 'VPC 2 zone H', zone: 'cn-hangzhou-h', cidr: '192.168.3.0/24' },
        { id: 'vsw-bp1e9vs31n7kbnp11og91', name: 'VPC 2 zone I', zone: 'cn-hangzhou-i', cidr: '192.168.5.0/24' },
      ],
      securityGroups: [
        group('sg-bp1zhvt7acezb4jm6e9z', 'default', [port80From('192.168.3.0/24'), port80From('192.168.5.0/24')]),
      ],
      instances: [
        instance({
          id: 'i-bp1qxffdja8169jm1s2b',
          name: 'ECS 03',
          vSwitch: 'VPC 2 zone H',
          address: '192.168.3.190',
          securityGroups: ['default'],
          os: 'linux',
          osName: 'Alibaba Cloud Linux 3.2104 LTS 64bit',
          services: [{ port: 80, page: 'Hello World ! This is ECS03.' }],
        }),
        instance({
          id: 'i-bp1hk1ovqtowuzky1hy3',
          name: 'ECS 04',
          vSwitch: 'VPC 2 zone I',
          address: '192.168.5.20',
          securityGroups: ['default'],
          os: 'linux',
          osName: 'Alibaba Cloud Linux 3.2104 LTS 64bit',
          services: [{ port: 80, page: 'Hello World ! This is ECS04.' }],
        }),
      ],
    },
  ],
}
