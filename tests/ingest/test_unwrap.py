"""Printed lines put together to paragraphs, or left alone where they are paragraphs."""

from generator.ingest.page.strips import rows
from generator.ingest.page.unwrap import paragraphs

# ends of columns amid a sentence are of one length by chance; whole paragraphs stand around them
WHOLE = (
    "本报棠溪讯（记者 周远）近日，棠溪市推出“随手拍”奖励办法，市民发现占用消防通道、私拉电线等行为，拍照上传以后，经过核实即可获得二十元至五百元不等的奖励，办法自下月起施行。",
    "家住锦绣花园的退休教师",
    "饶伯，是小区里有名的热心人，一年下来，他拍了一百四十多条，被采纳九十三条，奖金全部捐给了社区的图书角，他说，不图这个钱，就图大家平平安安。",
    "他的学生们也跟着学，成",
    "立了一支志愿队，每逢周末，就到小区里走一走、看一看，把堵住楼道的杂物清走，把停错的电动车推到车棚里去，邻居们都夸他们懂事。",
    "社区网格员每天上门核实",
    "情况，发现问题当场登记、限期整改，到上个月底，全市共排查各类场所四万八千处，发现隐患一万九千条，整改率达到九成八。",
)


def test_lines_of_one_length_among_whole_paragraphs_are_no_column():
    assert [paragraph.text for paragraph in paragraphs(rows("\n".join(WHOLE)))] == list(WHOLE)


def test_the_same_lines_where_every_line_is_as_long_are_one():
    text = "".join(WHOLE)
    lines = [text[at : at + 12] for at in range(12, 96, 12)]
    assert len(paragraphs(rows("\n".join(lines)))) == 1
