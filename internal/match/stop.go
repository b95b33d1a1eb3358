package match

// stopEnglish are the English words that say nothing about a subject.
var stopEnglish = wordSet(`a about above after again against all also although am among an and any are as at
	be because been before being below between both but by can cannot could did do does doing down during each either
	etc few for from further had has have having he her here hers him his how however i if in into is it it's its
	itself may me might more most must my no nor not of off on once only onto or other our ours out over own per same
	shall she should since so some such than that the their theirs them then there therefore these they this those
	through thus to too under until up upon us very via was we were what when where whether which while who whom whose
	why will with within without would yet you your yours`)

// stopChinese are the Chinese words that say nothing about a subject. The
// single characters among them also part the runs that bigrams are made of.
var stopChinese = wordSet(`的 了 和 与 及 或 在 是 为 对 于 等 其 之 以 而 从 由 被 把 将 也 都 就 还 又 并 且 但 若 则 该 此 这 那
	我 你 他 她 它 们 个 很 最 更 有 无 不 所 向 到 至 使 让 给 因 着 过 地 得 吗 呢 吧 啊 各 每 某 另 即 既 虽 如 可 能 会 要 已 曾
	以及 我们 他们 它们 你们 这些 那些 这个 那个 一个 一种 一些 因为 所以 因此 由于 但是 然而 而且 并且 或者 如果 虽然 可以 能够 通过
	进行 对于 关于 基于 其中 其他 其它 同时 以上 以下 之间 之一 具有 没有 不同 主要 有关 相关 为了 根据 按照 作为 已经 不仅 从而 以便`)
