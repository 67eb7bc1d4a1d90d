"""Wordings of the side terms and of the distractors; "== held" opens test-only ones."""

TERMS: dict[str, str] = {
    "law": """
{K} [is|shall be] governed by the laws of {L}.
the law of {L} [applies to|governs] {K}[| and any dispute arising from it].
{K} [shall be|is to be] construed in accordance with the laws of {L}.
[any|every] dispute [is|shall be] decided under the law of {L}[|, excluding its conflict rules].
the parties [choose|select|agree on] the law of {L} [as the governing law|for all disputes].
[governing|applicable] law is that of {L}.
as to [form and substance|all questions of validity], the law of {L} [controls|prevails].
the law in force in {L} [governs|applies], without regard to conflict of laws rules.
the validity of {K} [is judged|shall be determined] by the laws in force in {L}.
{K} and [all|any] claims under it are subject to the laws of {L}.
it is agreed that the laws of {L} [shall govern|will govern] [the parties' relations|these
  presents].
the [rights|duties] of the parties shall be interpreted as the law of {L} [requires|provides].
for [all|any] legal questions the parties submit to the law of {L}[| alone].
{L} is the jurisdiction whose law [governs|rules] {K}.
the proper law of {K} [is|shall be] the law of {L}.
[disputes|claims] are [resolved|settled] according to the statutes of {L}.
where a [dispute|question of law] arises, the laws of {L} [apply|decide].
== held
the governing law of this bargain shall be that of {L}.
{K} takes its legal force from the laws of {L}, which apply to all claims.
by the parties' choice, disputes follow the law of {L}.
{L} supplies the law by which {K} is governed.
in legal matters {K} follows {L} and its laws.
the laws of {L} are to be applied to {K} and to its interpretation.
whatever dispute may arise shall be judged by the law of {L}.
questions about the meaning of {K} are governed by what the law of {L} says.
""",
    "notice": """
either party may terminate {K} [on|by giving|upon] {d} days' [|prior ][written ]notice.
{K} may be [ended|terminated|cancelled] by [either|any] party with {d} [|calendar ]days' notice.
[termination|cancellation] requires {d} days' [written ]notice[| to the other party].
a notice period of {d} days applies to [termination|cancellation] of {K}.
{P} may [end|terminate|cancel] {K} by [written notice|letter] of {d} days.
a party wishing to [leave|end|terminate] {K} [shall|must] give notice {d} days [in
  advance|beforehand].
the notice [period|term] for ending {K} is {d} [|calendar ]days.
[not less than|at least] {d} days' notice [is needed|is required|must be given] to end {K}.
upon {d} days' notice in writing, {O} [may|can] terminate {K} [for any reason|without cause].
termination takes effect {d} days after [written ]notice [is given|is received|has been served].
{K} ends {d} days after [either party|one party] gives notice [of termination|to the other].
each party has the right to withdraw from {K}, subject to a notice period of {d} days.
notice of termination [shall|must] be [served|delivered] {d} days before the [intended |planned
  ]end date.
{O} or {P} may [cancel|terminate] at any time, provided {d} days' notice is [given|sent].
{K} is terminable [at will|without cause] on {d} days' notice.
no termination is valid unless notice of {d} days [has been given|was served].
if {O} [wants|wishes] to cancel {K}, it [has to|must] tell {P} {d} days ahead.
== held
to terminate {K}, a party sends the other a notice of {d} days.
notice to end {K} must reach the other side {d} days in advance.
it takes {d} days' written notice from {O} to cancel {K}.
the parties may each withdraw, with {d} days' notice as the only condition.
{d} days after a termination notice is received, {K} comes to an end.
cancellation by {P} is possible at {d} days' notice.
whoever terminates {K} observes a notice term of {d} days.
""",
    "cap": """
the [total|aggregate] liability of {P} [shall not exceed|is limited to] {C}.
{P} is liable [only up to|for no more than] {C}[| in total].
[liability|the liability of {P}] under {K} is capped at {C}.
in no event shall {P} be liable for [damages|losses] [above|exceeding|in excess of] {C}.
{C} is the [maximum|most] that {P} can be required to pay in damages.
[all|any] claims for damages against {P} are limited to {C}.
the liability cap [is|shall be] {C}[| for each year|, whatever the cause].
the parties limit their [mutual|total] liability to {C}.
save for [wilful misconduct|fraud], liability [is restricted|is limited] to the sum of {C}.
{P} shall not be liable beyond [a maximum|a total|an amount] of {C}.
a ceiling of {C} applies to [any liability|all liability] of {P}.
damages owed by {P} may not [exceed|be more than] {C} [in the aggregate|per contract year].
[whether in contract or tort|howsoever arising], the liability of {P} stops at {C}.
{O} cannot recover more than {C} in damages[| from {P}].
{C} is agreed as the upper limit of liability[| for both parties].
the maximum [compensation|liability] payable by {P} [is|amounts to] {C}.
except in cases of [gross negligence|death or injury], {P} owes no more than {C} in damages.
== held
liability of either party ends at a limit of {C}.
{P} answers for damages up to the amount of {C} and not further.
no claim for damages may go above {C}.
{C} [is the cap on|limits] the liability that {P} bears.
the damages which {O} may recover are capped at a maximum of {C}.
for losses of any kind {P} has limited its liability to {C}.
a limit of {C} is placed on total liability.
""",
    "renew_yes": """
{K} [renews|is renewed] automatically [for one year|for successive terms] unless
  [cancelled|terminated].
[unless|until] [cancelled|terminated], {K} [shall|will] renew automatically [each year|every
  year].
at the end of [the|each] term, {K} is automatically extended by [twelve|six|three] months.
the term [shall renew|renews itself] [without further action|of its own accord].
{K} [rolls over|continues] from year to year unless a party [objects|cancels].
if neither party [objects|cancels], the term is prolonged by [another|one more] year.
automatic renewal applies [at the end of each term|on expiry][| for a further year].
{K} is deemed renewed for [the same|a like] period if no one [cancels|gives notice].
on expiry {K} is tacitly [renewed|extended] for [one|another] year.
the [initial|first] term is followed by automatic [renewal|extension] periods of [one year|six
  months] each.
{K} [shall|will] continue in force by automatic renewal.
renewal [takes place|happens] automatically, and no [signature|new contract|further step] is
  needed.
{P} and {O} agree that {K} extends itself [annually|yearly] unless ended.
when the term [expires|runs out], a new term of [equal length|one year] [begins|starts]
  automatically.
[year after year|every year], {K} is extended without [any|further] formality.
{K} prolongs itself by [a year|six months] at a time unless [revoked|cancelled].
== held
{K} is extended automatically when its term ends.
absent cancellation, another year is added to the term by automatic renewal.
the term of {K} renews itself again and again until someone cancels.
without any further step, {K} rolls over into a new term.
a tacit extension of {K} by one year follows each expiry.
automatic extension of the term is agreed between the parties.
""",
    "renew_no": """
{K} [does not|shall not|will not] renew automatically.
{K} [ends|expires] at the end of its term [and is not renewed|without renewal].
[any|a] renewal [requires|needs] a [new|written] agreement signed by both parties.
there is no automatic [renewal|extension] of {K}.
{K} may be [renewed|extended] only by [written|mutual|express] agreement.
on expiry of the term, {K} [lapses|ends] unless [both parties|the parties] sign a renewal.
automatic renewal is [excluded|ruled out].
no [tacit|automatic] [renewal|extension] takes place, and {K} [lapses|ends] on expiry.
the term is fixed and [cannot|shall not] be prolonged [automatically|tacitly].
[renewal|extension] happens only if {P} and {O} [agree|so decide] in writing.
{K} shall [terminate|end] on its expiry date without any right of renewal.
the parties exclude [any|every] automatic extension of the term.
{K} is for a [single|fixed] term only and will not be extended.
to [renew|extend] {K}, the parties must [sign|conclude] a new contract.
[once|when] the term has [run|expired], {K} is over and does not continue.
an extension is never automatic but must be [negotiated|agreed|signed] each time.
== held
{K} expires for good on its last day, with no automatic renewal.
the parties do not want {K} to be renewed automatically.
only a new contract in writing can extend the term, which otherwise lapses.
tacit renewal of {K} is excluded.
a fixed term applies, and it is not extended unless both sign.
extension without a written agreement is ruled out for {K}.
""",
    "x_days": """
[deliveries|orders] are [made|shipped] within {x} days of [the order|confirmation].
[complaints|objections] [shall|must] be [raised|made] within {x} days of [delivery|receipt].
{O} [shall|must] return unused goods within {x} days.
a defect shall be [cured|remedied] within {x} days [of being reported|after discovery].
[requests|questions] are answered [no later than|within] {x} days.
{P} has {x} days to [correct|remedy] [a fault|an error].
samples are [kept|stored] for {x} days after [testing|delivery].
the [kick-off meeting|first report] takes place {x} days after signature.
offers remain [open|valid] for {x} days.
{O} shall [accept|reject] the work within {x} days[| after delivery].
[training|installation] lasts {x} days.
backups are [kept|retained] for {x} days[| and then erased].
the trial period [lasts|runs for] {x} days.
price changes [apply|take effect] {x} days after publication.
[reports|statements] are sent [|to {O} ]every {x} days.
== held
the goods arrive {x} days after the order is confirmed.
{O} has {x} days for tests and acceptance.
errors are put right by {P} in {x} days.
each offer lapses after {x} days.
the first delivery is due {x} days from signature.
copies are erased once {x} days have passed.
""",
    "x_place": """
the [registered office|head office|main office] of {P} is in {Y}.
{P} [has|keeps] its [principal office|seat|headquarters] in {Y}.
the [goods|products] are [made|stored|produced] in {Y}.
[services|works] are [performed|carried out] [mainly|chiefly] in {Y}.
meetings [take place|are held] in {Y}.
{P} is a company [registered|established] in {Y}.
the place of delivery is a [warehouse|depot] in {Y}.
{O} [has|runs] a branch in {Y}.
letters [shall|may] be sent to the office in {Y}.
the [servers|archives] are located in {Y}.
{O} is [resident|established] in {Y}.
the [project site|building site|plant] is [situated|located] in {Y}.
a [sales|support] team in {Y} [assists|serves] {O}.
[spare parts|samples] are shipped from {Y}.
the bank of {P} [is|has its seat] in {Y}.
== held
{P} works from an office in {Y}.
goods leave the warehouse in {Y} by truck.
in {Y}, {O} keeps a branch office.
the site of the works is in {Y}.
the company called {P} was founded in {Y}.
support is given by a team based in {Y}.
""",
    "x_money": """
the [annual|yearly] fee [is|amounts to] {M}.
the [total|estimated] value of the [order|project] is {M}.
a [setup|licence] fee of {M} is [charged|payable] once.
the [budget|price] agreed for the work is {M}.
{O} [orders|buys] goods worth {M} [per year|each year].
a [deposit|bank guarantee] of {M} has been [lodged|provided].
the purchase price [is|comes to] {M}.
[spare parts|materials] are supplied for {M}[| in total].
[travel|training] costs are estimated at {M}.
the yearly turnover of {P} is [about|around] {M}.
the minimum order value is {M}.
{O} pays a retainer of {M}[| each year].
the share capital of {P} is {M}.
the equipment has a [book|market] value of {M}.
the contract price [stands|is fixed] at {M}.
== held
goods to the value of {M} are ordered each year.
{M} is the price of the whole project.
{O} has put aside a budget of {M} for the work.
the yearly licence costs {M}.
a down payment of {M} was made by {O}.
the capital of {P} amounts to {M}.
""",
}
