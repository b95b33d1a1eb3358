package demo

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"heitu/internal/kinds"
	"heitu/internal/record"
)

// invented stands on every record whose text is real but whose owner, region,
// price or dates the demonstration had to make up.
const invented = "演示虚构：单位、地区、价格、日期均为演示而设，与原文无关。 Invented for the demonstration: owner, region, price and dates."

// market is one of the four founders of the alliance, with how many achievements
// it shared in 2023 as the article reports.
type market struct {
	name, english, region string
	share                 int
}

func markets() []market {
	return []market{
		{"国家技术转移东北中心（演示）", "National Technology Transfer Northeast Center (demonstration)", "220100", 637},
		{"沈阳技术产权交易中心（演示）", "Shenyang Technology Property Exchange (demonstration)", "210100", 623},
		{"黑龙江科技成果转化中心（演示）", "Heilongjiang Achievement Transformation Center (demonstration)", "230100", 500},
		{"内蒙古科技大市场（演示）", "Inner Mongolia Technology Market (demonstration)", "150100", 500},
	}
}

// glossaryOf finds the term list that lies beside the real records.
func glossaryOf(data string) string {
	path := filepath.Join(data, "..", "codes", "glossary_en_zh.json")
	if _, err := os.Stat(path); data == "" || err != nil {
		return ""
	}
	return path
}

// loadReal brings in real texts from a folder: Chinese achievements, shared out
// among the four markets, and English needs.
func (p *Player) loadReal(ctx context.Context) error {
	sellers, buyers, err := p.organisations(ctx)
	if err != nil {
		return err
	}
	if err := p.engage(ctx, Accounts()[3], sellers[0].ID); err != nil {
		return err
	}
	achievements, err := p.realAchievements(sellers)
	if err != nil {
		return err
	}
	if err := p.publish(ctx, kinds.Achievement, "share", achievements); err != nil {
		return err
	}
	needs, err := p.realNeeds(buyers)
	if err != nil {
		return err
	}
	return p.publish(ctx, kinds.Need, "open", needs)
}

// publish puts drafts and takes the step that opens them.
func (p *Player) publish(ctx context.Context, k record.Kind, step string, drafts []record.Draft) error {
	given := held(k, drafts)
	made, err := p.put(ctx, "broker", drafts)
	if err != nil {
		return err
	}
	return p.take(ctx, "broker", step, made, given)
}

func (p *Player) organisations(ctx context.Context) (sellers, buyers []record.Record, err error) {
	var drafts []record.Draft
	for i, m := range markets() {
		drafts = append(drafts, organisation(m.name, m.english, m.region, "021", i))
	}
	for i, m := range markets() {
		drafts = append(drafts, organisation(fmt.Sprintf("演示需求企业 %d", i+1), fmt.Sprintf("Demonstration firm %d", i+1), m.region, "150", 100+i))
	}
	made, err := p.put(ctx, "broker", drafts)
	if err != nil {
		return nil, nil, err
	}
	return made[:len(markets())], made[len(markets()):], nil
}

func organisation(name, english, region, nature string, serial int) record.Draft {
	return record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{
		kinds.OrganisationName.Name: name, kinds.OrganisationEnglish.Name: english, kinds.OrganisationUSCC.Name: testCode(region, serial),
		kinds.OrganisationType.Name: nature, kinds.OrganisationRegion.Name: region, kinds.OrganisationNote.Name: invented,
	}}
}

// testCode makes a credit code that nobody holds, with a right check digit.
func testCode(region string, serial int) string {
	for _, check := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		code := fmt.Sprintf("91%sMA0X%04d0%c", region, serial, check)
		if (record.USCC{}).Check(code) == nil {
			return code
		}
	}
	return ""
}

func (p *Player) realAchievements(sellers []record.Record) ([]record.Draft, error) {
	total := 0
	for _, m := range markets() {
		total += m.share
	}
	lines, err := p.read("achievements_zh.jsonl", total)
	if err != nil {
		return nil, err
	}
	var drafts []record.Draft
	owner, left := 0, markets()[0].share
	for i, line := range lines {
		for left == 0 {
			owner++
			left = markets()[owner].share
		}
		left--
		drafts = append(drafts, realAchievement(line, sellers[owner], i))
	}
	return drafts, nil
}

func realAchievement(line map[string]any, owner record.Record, i int) record.Draft {
	fields := map[string]any{
		kinds.AchievementTitle.Name: word(line, "title"), kinds.AchievementSummary.Name: word(line, "abstract"), kinds.AchievementSource.Name: word(line, "id"),
		kinds.AchievementOwner.Name: owner.ID, kinds.AchievementRegion.Name: kinds.OrganisationRegion.Of(owner), kinds.AchievementNote.Name: invented,
		kinds.AchievementPrice.Name: int64(10+i%90) * 1_000_000, kinds.AchievementShared.Name: record.Day(time.Date(2023, 1, 1+i%365, 0, 0, 0, 0, record.Zone)),
	}
	if keywords, err := (record.List{}).Parse(word(line, "keywords")); err == nil && keywords != nil {
		fields[kinds.AchievementKeywords.Name] = keywords
	}
	return record.Draft{Kind: kinds.Achievement.Name, Fields: fields}
}

func (p *Player) realNeeds(buyers []record.Record) ([]record.Draft, error) {
	lines, err := p.read("needs_en.jsonl", 0)
	if err != nil {
		return nil, err
	}
	var drafts []record.Draft
	for i, line := range lines {
		firm := buyers[i%len(buyers)]
		drafts = append(drafts, record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{
			kinds.NeedTitle.Name:   record.Variants{"en": cmp.Or(word(line, "title"), "(no title) "+word(line, "id"))},
			kinds.NeedProblem.Name: record.Variants{"en": word(line, "description")},
			kinds.NeedSource.Name:  word(line, "id"), kinds.NeedFirm.Name: firm.ID,
			kinds.NeedRegion.Name: kinds.OrganisationRegion.Of(firm), kinds.NeedNote.Name: invented,
		}})
	}
	return drafts, nil
}

func (p *Player) read(name string, limit int) ([]map[string]any, error) {
	data, err := os.ReadFile(filepath.Join(p.Options.Data, name))
	if err != nil {
		return nil, fmt.Errorf("read real records: %w", err)
	}
	return readLines(data, limit)
}

// word is a text of the line without control characters.
func word(line map[string]any, name string) string {
	s, _ := line[name].(string)
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == unicode.ReplacementChar {
			return ' '
		}
		return c
	}, s))
}
