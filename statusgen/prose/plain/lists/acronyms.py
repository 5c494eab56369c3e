"""Abbreviations in incident notes: those that need words, and those that everybody knows.

A line of a table: letters | what they stand for | the same in plain words.
"""

KNOWN = """
2FA | two-factor authentication | two-step sign-in
ACL | access control list | access settings
AI | artificial intelligence | artificial intelligence
ALB | application load balancer | system that shares visitors between servers
AMI | Amazon Machine Image | prepared computer
ASN | autonomous system number | network number
AWS | Amazon Web Services | Amazon's cloud
AZ | availability zone | data centre site
BGP | Border Gateway Protocol | internet routes
CA | certificate authority | issuer of security certificates
CDA | Content Delivery API | connection that delivers content
CDN | content delivery network | system that delivers pages quickly
CI | continuous integration | automated tests
CI/CD | continuous integration and delivery | automated tests and releases
CMA | Content Management API | connection that edits content
CMS | content management system | system for editing pages
CPU | central processing unit | processor
CRM | customer relationship management | customer records
CSS | Cascading Style Sheets | page design
CSV | comma-separated values | table file
DB | database | database
DC | data centre | data centre
DHCP | Dynamic Host Configuration Protocol | automatic network set-up
DNS | Domain Name System | system that finds websites by name
DR | disaster recovery | emergency plan
EC2 | Elastic Compute Cloud | Amazon's cloud computers
ECS | Elastic Container Service | Amazon's cloud
EKS | Elastic Kubernetes Service | Amazon's cloud
ELB | elastic load balancer | system that shares visitors between servers
ERP | enterprise resource planning | business system
ETA | estimated time of arrival | time when we expect it
FTP | File Transfer Protocol | file transfer
GCP | Google Cloud Platform | Google's cloud
GKE | Google Kubernetes Engine | Google's cloud
GPU | graphics processing unit | graphics processor
GRE | Generic Routing Encapsulation | network tunnel
HA | high availability | backup systems
HDD | hard disk drive | hard disk
HTML | Hypertext Markup Language | web page format
HTTP | Hypertext Transfer Protocol | web connection
HTTPS | secure Hypertext Transfer Protocol | secure web connection
IAM | identity and access management | user permissions
ICMP | Internet Control Message Protocol | network test messages
IDE | integrated development environment | code editor
IDP | identity provider | sign-in service
IMAP | Internet Message Access Protocol | e-mail access
IO | input and output | reading and writing of data
I/O | input and output | reading and writing of data
IOPS | input and output operations per second | speed of storage
IP | Internet Protocol | network address
ISP | internet service provider | internet provider
IVR | interactive voice response | phone menu
JSON | JavaScript Object Notation | data format
JWT | JSON Web Token | access key
KB | knowledge base | help pages
KVM | Kernel-based Virtual Machine | system that runs other computers
LAN | local area network | local network
LB | load balancer | system that shares visitors between servers
LDAP | Lightweight Directory Access Protocol | company sign-in
LFS | Large File Storage | storage for large files
LLM | large language model | AI model
LTS | long-term support | long-term version
MFA | multi-factor authentication | two-step sign-in
MTTR | mean time to recovery | time until it works again
MX | mail exchange | e-mail settings
NAT | network address translation | network settings
NFS | Network File System | shared storage
NOC | network operations centre | network team
NTP | Network Time Protocol | clock setting
OAUTH | Open Authorization | sign-in with another account
OIDC | OpenID Connect | company sign-in
OOM | out of memory | lack of memory
OS | operating system | operating system
PDU | power distribution unit | power supply
POP | point of presence | location
PR | pull request | proposed change
PSU | power supply unit | power supply
QA | quality assurance | testing
RAID | redundant array of independent disks | group of disks
RAM | random-access memory | memory
RCA | root cause analysis | report on what went wrong
RCE | remote code execution | way for attackers to run programs
RDP | Remote Desktop Protocol | remote desktop
RDS | Relational Database Service | Amazon's database service
RFO | reason for outage | report on what went wrong
RPC | remote procedure call | internal request
RPM | RPM Package Manager | software package
RSS | Really Simple Syndication | news feed
RTT | round-trip time | delay
S3 | Simple Storage Service | Amazon's storage
SAML | Security Assertion Markup Language | company sign-in
SAN | storage area network | shared storage
SCIM | System for Cross-domain Identity Management | automatic user accounts
SCM | source code management | code storage
SCP | secure copy | file transfer
SDK | software development kit | toolkit for developers
SEO | search engine optimization | place in search results
SFTP | SSH File Transfer Protocol | secure file transfer
SIP | Session Initiation Protocol | internet telephony
SLA | service level agreement | service promise
SLI | service level indicator | measure of service quality
SLO | service level objective | service goal
SMTP | Simple Mail Transfer Protocol | e-mail sending
SPF | Sender Policy Framework | e-mail settings
SQL | Structured Query Language | database language
SRE | site reliability engineering | technical team
SRPM | source RPM | source package
SSD | solid-state drive | disk
SSH | Secure Shell | secure remote sign-in
SSL | Secure Sockets Layer | secure connection
SSO | single sign-on | one sign-in for several services
SVN | Subversion | code storage
TCP | Transmission Control Protocol | internet connection
TLS | Transport Layer Security | secure connection
TTL | time to live | how long old addresses are remembered
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
WAN | wide area network | network
XML | Extensible Markup Language | data format
XSS | cross-site scripting | kind of attack on websites
"""

ALLOWED_EN = """
AC AD AM PM BC OK ID IDS PDF SMS UK US USA EU UN UAE PIN URL URLS FAQ TV CEO CTO CFO HR ATM GB MB KB TB PB KM CM MM KG
USB UTC GMT CET CEST EET EEST WET WEST MSK JST KST HKT SGT AEST AEDT ACST ACDT AWST NZST NZDT EST EDT CST CDT MST MDT
PST PDT IST BST ET PT CT MT EUR USD GBP CNY JPY AUD CAD CHF INR MON TUE WED THU FRI SAT SUN JAN FEB MAR APR JUN JUL AUG
SEP OCT NOV DEC II III IV VI VII VIII IX XI XII VIP DIY PS NB RE CC BCC NYC LA SF DC TBD TBC TODO IT QR CD DVD GPS WIFI
LED PC PCS MAC IOS NHS BBC NASA COVID IBM NTT SAP HP NY PIN PINS VAT IBAN BIC ISBN AND OR NOT ALL NO NEW YES ON OFF
"""

ALLOWED_ZH = """
APP QQ WIFI ID PC OK VIP SIM GB MB KB TB CPU AI PDF TV ATM IT POS ETC
"""

KNOWN_ZH = """
API | 应用程序接口 | 供其他软件连接的接口
BGP | 边界网关协议 | 网络线路
CDN | 内容分发网络 | 加快网页打开的系统
CPU | 中央处理器 | 处理器
DB | 数据库 | 数据库
DDOS | 分布式拒绝服务攻击 | 大量虚假访问的攻击
DNS | 域名系统 | 网址查询系统
ECS | 云服务器 | 云服务器
FTP | 文件传输协议 | 文件传输
HTTP | 超文本传输协议 | 网页访问
HTTPS | 加密的网页访问 | 加密的网页访问
IDC | 互联网数据中心 | 机房
IO | 输入输出 | 读写
I/O | 输入输出 | 读写
IP | 网络地址 | 网络地址
IPV6 | 第六版互联网协议 | 新一代网络地址
ISP | 互联网服务商 | 网络运营商
LDAP | 轻型目录访问协议 | 统一登录
MFA | 多重身份验证 | 两步登录
NAS | 网络存储 | 网络存储
NFS | 网络文件系统 | 共享存储
OSS | 对象存储 | 文件存储
QPS | 每秒请求数 | 访问量
RDS | 云数据库 | 云数据库
RSYNC | 远程同步工具 | 同步工具
SDK | 软件开发工具包 | 开发工具
SLA | 服务等级协议 | 服务承诺
SLB | 负载均衡 | 分流系统
SSD | 固态硬盘 | 硬盘
SSH | 安全远程登录 | 远程登录
SSL | 安全连接 | 安全连接
SSO | 单点登录 | 一次登录多处使用
TCP | 传输控制协议 | 网络连接
TLS | 安全连接 | 安全连接
UPS | 不间断电源 | 备用电源
VM | 虚拟机 | 云电脑
VPC | 专有网络 | 专有网络
VPN | 虚拟专用网络 | 远程接入
VPS | 虚拟服务器 | 云服务器
WAF | 网站防火墙 | 网站防护
"""
