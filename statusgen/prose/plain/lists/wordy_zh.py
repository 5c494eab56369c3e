"""Chinese officialese, verbs that hide in nouns, and words that can be simpler.

A line: forms that take the same replacement | replacements, the best first. `=`: the first fits in any sentence;
`-`: the words can be left out.
"""

OFFICIALESE = """
届时 | 到时候
望周知, 特此公告, 特此通知, 特此说明, 特此通告, 请知悉, 敬请知悉, 请周知, 敬请周知 | -
即日起, 自即日起 | 从今天起，并写明日期
兹, 兹定于 | -
予以 | -
烦请, 恳请, 敬请 | 请
贵单位, 贵司, 贵公司 | 您的单位; 您的公司
鉴于 | 因为
特将 | 现在把
拟于 | 计划在
现就 | -
据悉 | -
尚未 | 还没有
因故 | 写明原因
"""

HIDDEN_VERBS = """
进行维护, 实施维护, 开展维护 | =维护
进行升级, 实施升级 | =升级
进行更新 | =更新
进行修复 | =修复
进行排查 | =排查
进行检查 | =检查
进行调整 | =调整
进行优化 | =优化
进行迁移 | =迁移
进行检修 | =检修
进行切换 | =切换
进行更换 | =更换
进行测试 | =测试
进行处理 | =处理
进行恢复 | =恢复
进行重启 | =重启
进行扩容 | 扩大容量
予以修复 | =修复
予以解决 | =解决
予以恢复 | =恢复
作出调整, 做出调整 | =调整
加以处理 | =处理
"""

WORDY = """
目前正在 | =正在
基于以上原因 | 因此
给予支持 | 支持
截至目前, 截止目前 | 到现在
与此同时 | 同时
"""
