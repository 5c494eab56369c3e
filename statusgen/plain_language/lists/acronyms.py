"""Abbreviations in incident notes: those that need words, and those that everybody knows.

A line of a table: letters | what they stand for | the same in plain words. The others are letters alone, with those
of the same kind on a line.
"""

KNOWN = """
2FA | two-factor authentication | two-step sign-in
4G | fourth generation of mobile networks | mobile internet
5G | fifth generation of mobile networks | mobile internet
AAA | authentication, authorization and accounting | sign-in system
ACL | access control list | access settings
AD | Active Directory | company sign-in
ALB | application load balancer | system that shares visitors between computers
AMI | Amazon Machine Image | template for new computers
AP | access point | wireless station
API | application programming interface | connection for other software
APM | application performance monitoring | speed measurement
ARM | Advanced RISC Machine | kind of computer chip
ARP | Address Resolution Protocol | network addressing
AS | autonomous system | network
ASG | Auto Scaling group | group of computers
ASN | autonomous system number | network number
AV | antivirus | virus protection
AWS | Amazon Web Services | Amazon's cloud
AZ | availability zone | data centre site
BGP | Border Gateway Protocol | internet routes
BI | business intelligence | reports
BIOS | basic input/output system | start-up software
CA | certificate authority | issuer of security certificates
CAS | Central Authentication Service | sign-in service
CD | continuous delivery | automated releases
CDA | Content Delivery API | system that delivers content
CDN | content delivery network | system that delivers pages quickly
CI | continuous integration | automated tests
CI/CD | continuous integration and delivery | automated tests and releases
CIDR | Classless Inter-Domain Routing | range of network addresses
CLI | command-line interface | tool for typed commands
CMA | Content Management API | system for editing content
CMS | content management system | system for editing pages
CNAME | canonical name | web address entry
CNI | container network interface | internal network
CORS | cross-origin resource sharing | access between websites
CPE | customer premises equipment | device at your place
CPU | central processing unit | processor
CRM | customer relationship management | customer records
CSP | content security policy | security settings of a page
CSRF | cross-site request forgery | kind of attack on websites
CSS | Cascading Style Sheets | page design
CSV | comma-separated values | table file
CVE | Common Vulnerabilities and Exposures | security weakness
DB | database | database
DBA | database administrator | database expert
DC | data centre | data centre
DDOS | distributed denial of service | attack with a flood of traffic
DDoS | distributed denial of service | attack with a flood of traffic
DHCP | Dynamic Host Configuration Protocol | automatic network setup
DKIM | DomainKeys Identified Mail | e-mail settings
DMARC | Domain-based Message Authentication, Reporting and Conformance | e-mail settings
DNF | Dandified YUM | tool that installs software
DNS | Domain Name System | system that finds websites by name
DNSSEC | Domain Name System Security Extensions | protection of web names
DR | disaster recovery | emergency plan
DSL | digital subscriber line | internet over the telephone line
EBS | Elastic Block Store | Amazon's storage
EC2 | Elastic Compute Cloud | Amazon's cloud computers
ECS | Elastic Container Service | Amazon's cloud
EFS | Elastic File System | Amazon's storage
EKS | Elastic Kubernetes Service | Amazon's cloud
ELB | Elastic Load Balancing | system that shares visitors between computers
EOL | end of life | end of support
ERP | enterprise resource planning | business system
ETA | estimated time of arrival | time when we expect it
ETL | extract, transform, load | taking in of data
FTP | File Transfer Protocol | file transfer
GCP | Google Cloud Platform | Google's cloud
GCS | Google Cloud Storage | Google's storage
GKE | Google Kubernetes Engine | Google's cloud
GPG | GNU Privacy Guard | digital signature
GPU | graphics processing unit | graphics processor
GRE | Generic Routing Encapsulation | private network line
GUI | graphical user interface | screen
HA | high availability | backup systems
HDD | hard disk drive | hard disk
HSM | hardware security module | safe for keys
HTML | Hypertext Markup Language | web page format
HTTP | Hypertext Transfer Protocol | web connection
HTTPS | Hypertext Transfer Protocol Secure | secure web connection
I/O | input and output | reading and writing of data
IAM | identity and access management | user permissions
ICMP | Internet Control Message Protocol | network test messages
IDE | integrated development environment | code editor
IDP | identity provider | sign-in service
IMAP | Internet Message Access Protocol | e-mail access
IO | input and output | reading and writing of data
IOPS | input and output operations per second | speed of storage
IP | Internet Protocol | network address
IPv4 | Internet Protocol version 4 | older kind of network address
IPv6 | Internet Protocol version 6 | newer kind of network address
IRC | Internet Relay Chat | chat
ISP | internet service provider | internet provider
IVR | interactive voice response | phone menu
IXP | internet exchange point | place where networks meet
JS | JavaScript | programs in the web page
JSON | JavaScript Object Notation | data format
JVM | Java virtual machine | system that runs programs
JWT | JSON Web Token | access key
KMS | key management service | safe for keys
KVM | Kernel-based Virtual Machine | system for cloud computers
LAN | local area network | local network
LB | load balancer | system that shares visitors between computers
LDAP | Lightweight Directory Access Protocol | company sign-in
LFS | Large File Storage | storage for large files
LLM | large language model | AI model
LTS | long-term support | long-term version
MFA | multi-factor authentication | two-step sign-in
MPLS | Multiprotocol Label Switching | company network
MQ | message queue | internal message system
MTA | mail transfer agent | mail system
MTTR | mean time to recovery | time until it works again
MTU | maximum transmission unit | network settings
MX | mail exchange | e-mail settings
NAS | network-attached storage | shared storage
NAT | network address translation | network settings
NFS | Network File System | shared storage
NIC | network interface card | network card
NLB | network load balancer | system that shares visitors between computers
NOC | network operations centre | network team
NTP | Network Time Protocol | clock setting
OCR | optical character recognition | text recognition
OIDC | OpenID Connect | company sign-in
OOM | out of memory | lack of memory
ORM | object-relational mapping | link to the database
OS | operating system | operating system
OSS | open source software | open source software
OTP | one-time password | one-time code
PAT | personal access token | access key
PDU | power distribution unit | power supply
PHP | PHP: Hypertext Preprocessor | web programming language
POP | point of presence | location
POS | point of sale | till
PR | pull request | proposed change
PSU | power supply unit | power supply
QA | quality assurance | testing
QOS | quality of service | priority in the network
RAID | redundant array of independent disks | group of disks
RAM | random-access memory | memory
RBAC | role-based access control | user permissions
RCA | root cause analysis | report on what went wrong
RCE | remote code execution | way for attackers to run programs
RDP | Remote Desktop Protocol | remote desktop
RDS | Relational Database Service | Amazon's database service
REST | representational state transfer | connection for other software
RFO | reason for outage | report on what went wrong
RHEL | Red Hat Enterprise Linux | operating system
RPC | remote procedure call | internal request
RPM | RPM Package Manager | software package
RPO | recovery point objective | most data that could be lost
RSS | Really Simple Syndication | news feed
RTO | recovery time objective | longest time to repair
RTT | round-trip time | delay
S3 | Simple Storage Service | Amazon's storage
SAML | Security Assertion Markup Language | company sign-in
SAN | storage area network | shared storage
SCIM | System for Cross-domain Identity Management | automatic user accounts
SCM | source code management | code storage
SCP | secure copy protocol | file transfer
SDK | software development kit | toolkit for developers
SDN | software-defined networking | network control
SEO | search engine optimization | place in search results
SFTP | SSH File Transfer Protocol | secure file transfer
SIEM | security information and event management | security monitoring
SIP | Session Initiation Protocol | internet telephony
SLA | service level agreement | service promise
SLI | service level indicator | measure of service quality
SLO | service level objective | service goal
SMTP | Simple Mail Transfer Protocol | e-mail sending
SNMP | Simple Network Management Protocol | network monitoring
SOP | standard operating procedure | usual steps
SPF | Sender Policy Framework | e-mail settings
SQL | Structured Query Language | database language
SRE | site reliability engineering | technical team
SRPM | source RPM | source package
SSD | solid-state drive | disk
SSH | Secure Shell | secure remote sign-in
SSL | Secure Sockets Layer | secure connection
SSO | single sign-on | shared sign-in
SVN | Subversion | code storage
TCP | Transmission Control Protocol | internet connection
TLD | top-level domain | ending of a web address
TLS | Transport Layer Security | secure connection
TOTP | time-based one-time password | one-time code
TTL | time to live | how long old addresses are remembered
UAT | user acceptance testing | test by users
UDP | User Datagram Protocol | internet connection
UI | user interface | screen
UPS | uninterruptible power supply | emergency battery
UX | user experience | how it feels to use
VLAN | virtual local area network | separate network
VM | virtual machine | cloud computer
VNET | virtual network | separate network
VOIP | Voice over Internet Protocol | internet telephony
VPC | virtual private cloud | separate network
VPN | virtual private network | secure connection to our network
VPS | virtual private server | rented cloud computer
WAF | web application firewall | protection against attacks
WAL | write-ahead log | record of changes
WAN | wide area network | network
WLAN | wireless local area network | wireless network
XML | Extensible Markup Language | data format
XSS | cross-site scripting | kind of attack on websites
YAML | YAML Ain't Markup Language | settings file
"""

ALLOWED_EN = """
OK AI ID IDS PDF SMS URL URLS FAQ FAQS PIN PINS QR TV DVD GPS LED PC PCS MAC WIFI USB SIM IT HR VIP DIY PS NB RE CC BCC VAT
CEO CTO CFO COO HQ ATM ATMS IBAN BIC ISBN DNA COVID NASA NHS BBC IBM SAP HP NTT
AM PM UTC GMT CET CEST EET EEST WET WEST MSK JST KST HKT SGT AEST AEDT ACST ACDT AWST NZST NZDT
EST EDT CST CDT MST MDT PST PDT IST BST ET PT CT MT
MON TUE WED THU FRI SAT SUN JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC
EUR USD GBP CNY JPY AUD CAD CHF INR SEK NOK DKK PLN CZK HKD SGD NZD BRL ZAR KRW
GB MB KB TB PB KM CM MM KG HZ MHZ GHZ KW
UK US USA EU UN UAE NYC NY LA SF
II III IV VI VII VIII IX XI XII
TBD TBC TODO AND OR NOT ALL NO NEW YES ON OFF IOS
"""

KNOWN_ZH = """
ACL | 访问控制列表 | 访问规则
AP | 无线接入点 | 无线网络设备
API | 应用程序接口 | 供其他软件连接的入口
ARP | 地址解析协议 | 网络地址查找
AZ | 可用区 | 同城的一处机房
BGP | 边界网关协议 | 网络线路
CA | 证书颁发机构 | 颁发网站安全证明的机构
CAS | 统一身份认证 | 统一登录
CDN | 内容分发网络 | 加快网页打开的系统
CI | 持续集成 | 自动测试
CPU | 中央处理器 | 处理器
CRM | 客户关系管理系统 | 客户资料系统
DB | 数据库 | 存放数据的系统
DDOS | 分布式拒绝服务攻击 | 大量虚假访问的攻击
DDoS | 分布式拒绝服务攻击 | 大量虚假访问的攻击
DHCP | 动态主机配置协议 | 自动分配网络地址
DNS | 域名系统 | 网址查询系统
EBS | 弹性块存储 | 云上存储空间
ECS | 弹性计算服务 | 云服务器
EIP | 弹性公网地址 | 网络地址
ERP | 企业资源计划系统 | 企业管理系统
FTP | 文件传输协议 | 文件传输
GPG | 隐私保护软件 | 数字签名
GPU | 图形处理器 | 图形处理器
HTTP | 超文本传输协议 | 网页访问
HTTPS | 超文本传输安全协议 | 加密的网页访问
I/O | 输入输出 | 存取数据
IDC | 互联网数据中心 | 机房
IO | 输入输出 | 存取数据
IOPS | 每秒读写次数 | 存取数据的速度
IP | 互联网协议地址 | 网络地址
IPV4 | 第四版互联网协议 | 旧一代网络地址
IPV6 | 第六版互联网协议 | 新一代网络地址
IPv4 | 第四版互联网协议 | 旧一代网络地址
IPv6 | 第六版互联网协议 | 新一代网络地址
ISP | 互联网服务提供商 | 网络运营商
JSON | 一种数据格式 | 数据格式
K8S | 容器编排系统 | 系统内部软件
LAN | 局域网 | 局部网络
LB | 负载均衡 | 分流系统
LDAP | 轻型目录访问协议 | 统一登录
LLM | 大语言模型 | 人工智能模型
MFA | 多重身份验证 | 两步登录
MQ | 消息队列 | 内部消息系统
MTTR | 平均修复时间 | 修好所需的时间
NAS | 网络附属存储 | 网络存储
NAT | 网络地址转换 | 网络设置
NFS | 网络文件系统 | 共享存储
NTP | 网络时间协议 | 自动对时
OA | 办公自动化系统 | 办公系统
OCR | 文字识别 | 文字识别
OOM | 内存不足 | 系统空间用完
OS | 操作系统 | 操作系统
OSS | 对象存储服务 | 云上存储空间
PR | 合并请求 | 修改建议
QPS | 每秒请求数 | 访问量
RAID | 磁盘冗余阵列 | 一组硬盘
RAM | 随机存取存储器 | 系统的工作空间
RCA | 根本原因分析 | 原因报告
RDS | 关系型数据库服务 | 云上数据库
RPC | 远程过程调用 | 系统内部访问
RPO | 恢复点目标 | 最多可能丢失的数据
RSYNC | 远程同步工具 | 更新工具
RTO | 恢复时间目标 | 最长修复时间
SDK | 软件开发工具包 | 开发工具
SLA | 服务等级协议 | 服务承诺
SLB | 负载均衡服务 | 分流系统
SLO | 服务等级目标 | 服务目标
SMTP | 简单邮件传输协议 | 邮件发送
SQL | 结构化查询语言 | 数据查询语言
SRE | 网站可靠性工程 | 技术团队
SSD | 固态硬盘 | 硬盘
SSH | 安全外壳协议 | 远程登录
SSL | 安全套接层 | 安全连接
SSO | 单点登录 | 一次登录多处使用
TCP | 传输控制协议 | 网络连接
TLS | 传输层安全协议 | 安全连接
TPS | 每秒交易数 | 交易量
TTL | 生存时间 | 旧地址的保留时间
UDP | 用户数据报协议 | 网络连接
UI | 用户界面 | 页面
UPS | 不间断电源 | 备用电源
VLAN | 虚拟局域网 | 隔离的网络
VM | 虚拟机 | 云服务器
VPC | 专有网络 | 隔离的网络
VPN | 虚拟专用网络 | 远程接入
VPS | 虚拟专用服务器 | 云服务器
WAF | 网站应用防火墙 | 网站防护
WLAN | 无线局域网 | 无线网络
"""

ALLOWED_ZH = """
APP QQ WIFI ID PC OK VIP SIM GB MB KB TB AI PDF TV ATM IT POS ETC LOGO WPS PPT QR SMS GPS USB NFC CCTV
"""
